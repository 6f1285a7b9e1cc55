"""What processes say of themselves."""

from django.db import models
from django.db.models.functions import Now


class WorkerHeartbeat(models.Model):
    """One per worker process, which renews it every few seconds and takes it away when it ends in order."""

    name = models.CharField(max_length=120, primary_key=True)  # its machine and process id
    started_at = models.DateTimeField(db_default=Now(), editable=False)
    beat_at = models.DateTimeField(db_default=Now(), editable=False)
    threads = models.IntegerField()
    busy = models.IntegerField()  # of the threads
    last_claim_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "worker_heartbeats"

    def __str__(self) -> str:
        return f"{self.name} {self.beat_at}"
