"""Step by step in the browser: the switch between modes, and a button for the next step."""

from tests.desk.opened_desk import Desk


def test_a_video_is_switched_to_stop_after_each_step_and_its_button_lets_it_go_on(desk: Desk):
    video = desk.video()
    assert "Stop after each step" in desk.pages.get(f"/videos/{video}").text
    desk.pages.post(f"/videos/{video}/mode", data={"mode": "stepwise"})
    catalogue = desk.factory.catalogue
    (launch,) = catalogue.launches.claim(1, "test")
    for stage in ("briefs", "scripts", "audio", "visuals", "captions", "listings"):
        with catalogue.stages.stage(video, stage, "run"):
            pass
    catalogue.outcomes.ended(launch.id, "succeeded")
    page = desk.pages.get(f"/videos/{video}").text
    assert "Go on by itself" in page
    assert f'action="/videos/{video}/next"' in page
    desk.pages.post(f"/videos/{video}/next", data={})
    assert catalogue.reports.show(video).status == "queued"
    desk.pages.post(f"/videos/{video}/mode", data={"mode": "auto"})
    with catalogue.stages.stage(video, "renders", "run"):
        pass
    assert "Stop after each step" not in desk.pages.get(f"/videos/{video}").text
