"""The environment of programs that are not ours: PostgreSQL, npm, pip. It holds none of our settings, hence no secret.

A list of what may pass, since nobody can list what may not. Runs on a bare Python: only the standard library may be
imported here.
"""

import os

NAMES = {"PATH", "HOME", "TMPDIR", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "LANG", "LANGUAGE", "TZ"}
PREFIX = "LC_"

# For npm and pip also the way to a registry, which may hold a password, and what makes their output plain.
NAMES_FOR_INSTALLERS = {
    *("http_proxy", "https_proxy", "no_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "ALL_PROXY"),
    *("SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "NODE_EXTRA_CA_CERTS", "NODE_OPTIONS"),
    *("USER", "LOGNAME", "SHELL", "TERM", "NO_COLOR", "CI", "PYTHONPATH", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"),
}
PREFIXES_FOR_INSTALLERS = ("npm_config_", "NPM_CONFIG_", "PIP_")


def program_environment(**more: str) -> dict[str, str]:
    """What this process hands on to a program that is not ours, and `more`."""
    kept = {name: value for name, value in os.environ.items() if name in NAMES or name.startswith(PREFIX)}
    return kept | more


def installer_environment() -> dict[str, str]:
    """What npm, pip and the programs that they start get."""
    return program_environment() | {
        name: value
        for name, value in os.environ.items()
        if name in NAMES_FOR_INSTALLERS or name.startswith(PREFIXES_FOR_INSTALLERS)
    }
