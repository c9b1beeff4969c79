"""The desk and the API want the same role for the same thing."""

from desk.api.registry import ACTIONS
from desk.web.routes import COMMANDS

ONLY_HERE = frozenset(
    {
        *("/settings/password", "/channels/{channel}/file", "/channels/{channel}/form"),
        *("/channels/{channel}/preview/price", "/settings/people", "/settings/people/password"),
        *("/new/file", "/videos", "/watch/{video_id}/note", "/watch/{video_id}/decision"),
    }
)
"""What programs do not ask for: forms that are filled in, passwords, guests, and many videos at once."""

SAME = {
    "/new": "make_video",
    "/new/price": "quote_price",
    "/videos/{video_id}/decision": "decide",
    "/videos/{video_id}/waiver": "waive_rule",
    "/videos/{video_id}/price": "agree_to_price",
    "/videos/{video_id}/again": "retry_video",
    "/videos/{video_id}/next": "next_step",
    "/videos/{video_id}/mode": "switch_mode",
    "/videos/{video_id}/cancel": "cancel_video",
    "/videos/{video_id}/words": "correct_scene",
    "/videos/{video_id}/words/price": "price_correction",
    "/videos/{video_id}/listing": "edit_listing",
    "/videos/{video_id}/listing/back": "give_back_listing",
    "/videos/{video_id}/scenes/{scene_id}/picture/redraw": "change_picture",
    "/videos/{video_id}/scenes/{scene_id}/picture/choose": "change_picture",
    "/videos/{video_id}/scenes/{scene_id}/picture/give": "change_picture",
    "/videos/{video_id}/scenes/{scene_id}/picture/back": "give_back_picture",
    "/videos/{video_id}/schedule": "schedule_video",
    "/videos/{video_id}/shorts": "make_short",
    "/videos/{video_id}/tiktok": "compose_tiktok_post",
    "/videos/{video_id}/changes": "change_post",
    "/videos/{video_id}/changes/{number:int}/end": "call_off_change",
    "/videos/{video_id}/changes/{number:int}/decision": "decide_change",
    "/later": "decide_changes",
    "/ideas": "propose_ideas",
    "/ideas/{idea}": "decide_idea",
    "/campaigns": "begin_campaign",
    "/campaigns/{campaign}/end": "end_campaign",
    "/campaigns/{campaign}/videos": "add_to_campaign",
    "/channels": "make_channel",
    "/channels/{channel}": "set_channel_keys",
    "/voices/{voice}": "add_voice",
    "/channels/{channel}/back": "bring_channel_back",
    "/channels/{channel}/pause": "pause_channel",
    "/channels/{channel}/preview": "preview_channel",
    "/experiments": "register_experiment",
    "/experiments/{experiment}/end": "end_experiment",
    "/experiments/{experiment}/decision": "decide_arms",
    "/videos/{video_id}/guests": "invite_guest",
    "/videos/{video_id}/guests/{number:int}/end": "revoke_guest",
    "/settings/people/change": "change_person",
    "/settings/tokens": "make_token",
    "/settings/tokens/revoke": "revoke_token",
    "/money/limits": "set_limit",
    "/settings": "change_setting",
    "/settings/pause": "pause_factory",
    "/money/doubts/{charge:int}": "resolve_doubt",
}


def test_whatever_both_do_wants_one_role():
    actions = {one.name: one for one in ACTIONS}
    unlike = {
        path: (COMMANDS[path][0].role, actions[name].role)
        for path, name in SAME.items()
        if COMMANDS[path][0].role != actions[name].role
    }
    assert unlike == {}


def test_every_command_of_the_desk_is_one_of_these():
    assert COMMANDS.keys() == SAME.keys() | ONLY_HERE
