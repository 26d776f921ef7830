"""Base-days for which there is no time left."""

from itertools import count

from jobs import jobs
from mizalla.budget import Budget
from mizalla.dispatch import Workers
from mizalla.dispatch.answer import Answer, Job
from mizalla.dispatch.hurry import Hurry, hurried
from mizalla.dispatch.workers import run
from mizalla.routing import tour_cost


def test_plain_tours_keep_every_bound_and_do_what_they_can():
    """Parcels would be named as short, or trucks overloaded, because time was short."""
    for job in jobs():
        found = hurried(job)
        instance = job.day.instance
        done = [task for tour in found.routes.tours for task in tour.tasks]
        assert sorted([*done, *found.routes.left_out]) == list(range(len(instance.tasks)))
        assert all(tour_cost(instance, tour) is not None for tour in found.routes.tours)
        assert done


def test_what_is_left_when_time_is_up_is_done_in_a_hurry():
    """The last base-days would have no trips at all, or the limit would not hold."""
    now = [0.0]
    budget = Budget(10, clock=lambda: now[0])
    looked: list[str] = []

    def slow(job: Job) -> Answer:
        looked.append(job.name)
        now[0] += 20
        return hurried(job)

    asked = jobs()
    found = run(asked, Workers(count=1), work=slow, budget=budget)
    assert looked == [asked[0].name]
    assert len(found) == len(asked)
    assert budget.was_cut


def test_an_endless_budget_hurries_nobody():
    """Trips would be worse wherever Ctrl-C could be pressed."""
    budget = Budget(clock=lambda: float(next(ticks)))
    ticks = count()
    asked = jobs()
    hurry = Hurry(budget, asked)
    assert not hurry.on(0)
    assert not hurry.limited
    budget.interrupt()
    assert hurry.on(0)


def test_no_base_day_gets_more_seconds_than_there_are():
    """One base-day with a minute to search in would pass a limit of ten seconds."""
    (job, *_) = jobs()
    patient = Job(
        job.day, job.settings.model_copy(update={"seconds": 60.0}), job.parcels, job.engine, 0
    )
    paced = Hurry(Budget(10, clock=lambda: 4.0), [patient]).paced(patient)
    assert paced.settings.seconds == 10
