"""Background jobs: what is to be done later, kept in the database, done at least once.

A job is a function with keyword arguments that JSON can hold, declared with `@job()` in an app's `tasks.py`
and started with `that_job.enqueue(…)`, in the caller's transaction: rolled back, it never was.

* `declaring`   `@job(attempts=8)`, `@every("*/5 * * * *")`
* `scheduling`  each due time of a schedule becomes one job, however many schedulers race
* `working`     the worker's loop: claims, runs, keeps its lease, stops in good order
* `retrying`    what happens to a job that failed, or whose worker died; the dead can be run again

Since a job may run twice (its worker died after the work and before the note), its effect is idempotent.
"""
