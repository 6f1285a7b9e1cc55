"""Belts against whoever got further than a caller may."""

from .removal import Removal

HARDENING = [
    Removal(
        "a balance is summed for who may see the merchant",
        "server/ledger/sql/balances.sql",
        "IF public.sees_merchant(merchant) IS NOT TRUE THEN",
        "IF false THEN",
    ),
    Removal(
        "a head's headers are counted",
        "server/asgi/head.py",
        "if len(headers) > MAX_HEADERS:",
        "if False:",
    ),
    Removal(
        "a head that came in one piece is measured",
        "server/asgi/connection.py",
        "            check_size(self.url, self.headers)\n",
        "            pass\n",
    ),
    Removal(
        "a request names its host",
        "server/asgi/head.py",
        'if b"host" not in names or version',
        "if False and version",
    ),
    Removal(
        "a request in HTTP/1.0 has no chunks",
        "server/asgi/head.py",
        ' or (version == "1.0" and b"transfer-encoding" in names)',
        "",
    ),
    Removal(
        "what belongs neither to a head nor to a body is bounded",
        "server/asgi/connection.py",
        "        if self._overhead > self._most_overhead:\n            self._refuse(",
        "        if False:\n            self._refuse(",
    ),
    Removal(
        "trailers are no headers",
        "server/asgi/connection.py",
        "        self.headers = []  #",
        "        #",
    ),
    Removal(
        "a refusal waits for the responses to what came before it",
        "server/asgi/connection.py",
        "        if self._is_busy() and (self.pipeline or not self.cycle.more_body):\n",
        "        if False:\n",
    ),
    Removal(
        "an offer of HTTP/2 takes no body away",
        "server/asgi/connection.py",
        'return self.parser.should_upgrade() and self.parser.get_method() != b"CONNECT"',
        "return False",
    ),
    Removal(
        "a head has its time from the connection's begin",
        "server/asgi/connection.py",
        "<= MAX_CONNECTIONS:\n            self._start_clock(self._head_seconds)\n",
        "<= MAX_CONNECTIONS:\n            pass\n",
    ),
    Removal(
        "the queue's messages are no pickles",
        "server/settings/task_messages.py",
        "        super().__init__(name, serializer=TaskNames(), immediate=False",
        "        super().__init__(name, immediate=False",
    ),
    Removal(
        "a message that is none of ours is dropped in a line",
        "server/settings/task_messages.py",
        "        except (ValueError, RecursionError, HueyException):",
        "        except ZeroDivisionError:",
    ),
    Removal(
        "a revocation in the queue is not read",
        "server/settings/task_messages.py",
        "        return False\n",
        "        return bool(super().is_revoked(task, timestamp, peek))\n",
    ),
    Removal(
        "PostgreSQL gets no secret of ours",
        "server/ops/embedded_postgres/postmaster.py",
        'return program_environment(LC_ALL="C")',
        'import os\n\n    return {**os.environ, "LC_ALL": "C"}',
    ),
    Removal(
        "npm gets no secret of ours",
        "server/ops/processes/web_build.py",
        "        cwd=folder,\n        env=installer_environment(),\n",
        "        cwd=folder,\n",
    ),
    Removal(
        "who reaches the embedded PostgreSQL's socket needs a password",
        "server/ops/embedded_postgres/owner_password.py",
        "local all all scram-sha-256",
        "local all all trust",
    ),
    Removal(
        "root does not serve",
        "server/ops/processes/served_account.py",
        'return {"preexec_fn": self.view.enter} if self.view else cast("PopenView", self.account.popen_identity())',
        "return {}",
    ),
    Removal(
        "the served processes are not told the owner's password",
        "server/ops/management/commands/up.py",
        '"DB_USER": "", "DB_PASSWORD": ""',
        '"DB_USER": ""',
    ),
    Removal(
        "the app role makes no temporary tables, and PUBLIC does not connect",
        "server/database/role_rights.py",
        "    database_rights.set_rights(cursor, role)\n",
    ),
    Removal(
        "verify_ledger looks at the rights on databases",
        "server/database/role_rights.py",
        "        yield from database_rights.faults(cursor, role)\n",
    ),
    Removal(
        "the app role makes no large objects",
        "server/database/role_rights.py",
        "    large_objects.set_rights(cursor, role)\n",
    ),
    Removal(
        "verify_ledger looks at the rights on large objects",
        "server/database/role_rights.py",
        "        yield from large_objects.faults(cursor, role)\n",
    ),
    Removal(
        "a SECRET_KEY that can be guessed is refused",
        "server/settings/secret_key.py",
        "    elif weakness := _weakness(secret):",
        "    elif weakness := '':",
    ),
    Removal(
        "an encryption key that can be guessed is refused",
        "server/settings/encryption_keys.py",
        "    elif len(set(_read(given[0], 1))) < MIN_KINDS:",
        "    elif len(set(_read(given[0], 1))) < 0:",
    ),
    Removal(
        "account numbers in a payment's description are masked",
        "server/payments/receiving.py",
        "mask_account_numbers(description)",
        "description",
    ),
    Removal(
        "account numbers in groups of any length are masked",
        "server/free_text.py",
        "(_in_a_row, _in_groups, _in_groups_of_four)",
        "(_in_a_row, _in_groups_of_four)",
    ),
    Removal(
        "account numbers in a bank's words are masked",
        "server/bank/gateway.py",
        'mask_account_numbers("".join(letter if is_taken(letter) else " " for letter in words))',
        '"".join(letter if is_taken(letter) else " " for letter in words)',
    ),
    Removal(
        "a log record is one line",
        "server/observability/log_redaction.py",
        "_cut(in_one_line(mask(super().formatMessage(record))))",
        "_cut(mask(super().formatMessage(record)))",
    ),
    Removal(
        "a stranger's body is small",
        "server/asgi/body.py",
        "max_bytes = min(max_bytes, settings.STRANGERS_BODY_SIZE)",
        "pass",
    ),
]
