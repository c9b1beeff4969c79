"""Colours of signs: what each thing is like in life, where its drawing alone is pale paper."""

from collections.abc import Mapping

_GROUPS: Mapping[tuple[str, str], str] = {
    ("#d8402f", "#f2c9a0"): (
        "🍅 🍎 🍒 🍓 🌶 🦀 🦞 📮 🥀 🧨 ☎ ⛵ sail-boat 🚒 🎭 🧲 🥩 parachute 🚊 🪂 🧣 👕 boxing 🥊 ☂ 🪁 🍷 "
        "🚁 🎪 🌂 🎲 ⛽ 💊 🎰 🍉 🧯 🩸 🌹"
    ),
    ("#e9a53a", "#f7e3b0"): (
        "🧀 🍯 🐝 🌽 🌾 🔑 🗝 👑 🪙 gold 🏆 🔥 ⚡ ☀ 🌻 🍌 🍋 ⚱ beehive-outline drawn:brood 🔔 🧈 💰 💡 "
        "🌙 🎺 ⭐ 💍 🐥 🐓 📀 ☄ ⏳ 🍺 🍝 🍕 🎷 ☢ bitcoin 🏅 lamp chandelier"
    ),
    ("#c98a4b", "#ecd0a0"): (
        "drawn:loaf 🍞 🥖 📦 🚪 🪜 🪢 🦁 🐎 🐴 🐕 🐖 treasure-chest barn desk dresser 🎻 🎸 🐿 🦔 "
        "🥁 🪃 👢 🥾 🛶 🦘 🦒 🐐 🫏 🐇 🏹 🥜 🍄 🗺 🖼 🏚 🏘 ⛺ desk-lamp 🪑 🥔 ⛏ 🪚 🔨 🪓 🏺 🧸 🐗 🦣 🚣 🐹"
    ),
    ("#6f4a38", "#d9a878"): (
        "☕ phosphor:coffee 🍫 🐻 🐒 🦫 🦌 🐂 🥃 💼 👞 saw 🐺 🦅 🦇 🐜 🪵 🛢 🎩 🦍 🪆 🪲"
    ),
    ("#e07b39", "#f6d3a8"): (
        "🥕 🍊 🦊 🍲 🥘 🍳 🏮 🍁 🍂 leaf-maple 🐆 💥 🪔 phosphor:fire radiator 🌋"
    ),
    ("#4f8f4a", "#a9c77c"): (
        "🌿 🌱 🌳 🌲 🍃 🌵 🐸 🐢 🐊 🦎 🫒 🚜 🥦 🐍 tank 🪖 soccer-field 🏝 🦖 💵 🍈 🐉 👽 recycling 🫖 🦗 fa5:leaf leaf phosphor:tree-fill 🌴 🦜 🐛 "
        "🥬 🥝 🎄 golf ⛳ excavator"
    ),
    ("#3f7fb8", "#cfe2ee"): (
        "💧 🌊 🐟 🐬 🐳 🚗 🚙 🚌 🚆 🚄 🚅 🧊 🪣 fridge 🏙 📘 💎 submarine 🪟 🛏 🧿 bed 👖 🌍 ✈ 🚚 🏍 🚃 🛸 📻 "
        "🤖 🩺 waterfall 🐋 🌪 🌀 🌧 ❄ weather-windy 🔋 💉 🏊 solar-panel-large passport"
    ),
    ("#b5577f", "#f0c3cf"): (
        "🪼 🧠 🫀 🫁 🐙 🐷 🦩 🌷 🌸 🪱 🍇 🧅 🎂 🍬 🩰 💃 👶 🦠 🧬 🧫 bacteria 🍦 🌺 👹 👓"
    ),
    ("#7c5aa6", "#d9c5ea"): ("🪐 drawn:planet 🔮 🍆 🦑"),
    ("#aab4bf", "#d7dde2"): (
        "🐘 🐀 🪿 flask 🧪 🪡 🐁 🦏 🪨 ⚙ 🔩 🛠 anvil piston turbine safe server 🗡 ⚔ 🛡 🏰 🪦 🚂 🔒 🔓 ⚓ "
        "drawn:cannon drawn:jack drawn:zipper tower-fire drawn:bridge 🔬 🔭 📷 🦈 🕷 🔪 🪝 "
        "🏭 🛰 🚀 gauge 🛞 ⛓ 🧭 🏗 💣 🎙 📡 ⚗ 🪞 stove fan heat-pump shovel ✂ pistol 🐭 🕊 "
        "transmission-tower wind-turbine water-well pump chip 🦢 🦆 🎞 🪶 ⚖ 🔎"
    ),
    ("#c8553d", "#f1e0c4"): (
        "🏠 🏡 ⛪ 🏫 🏥 🏪 🏦 drawn:lighthouse 🚢 ⛴ fa5:ship ⏰ 📅 🚲 🧰 🏟 🕌 🎁 🚩 🎮 ⏱ 🎈"
    ),
    ("#b4533a", "#c8694c"): ("🧱"),
    ("#4a5366", "#4a5366"): (
        "drawn:person drawn:walker drawn:crowd drawn:family drawn:policeman drawn:thief drawn:runner"
    ),
    ("#6f6c44", "#6f6c44"): ("drawn:soldiers"),
    ("#35507f", "#35507f"): ("drawn:line_infantry"),
    ("#5f4a36", "#a58d70"): ("drawn:emu 🦬 🐒 🦦 🦥 🎒"),
    ("#6b4a36", "#6b4a36"): ("drawn:bear"),
    ("#c3c9cf", "#e08a3c"): ("drawn:missile"),
    ("#eceeea", "#39424f"): ("🐧 🐼 🦓"),
    ("#a89c88", "#c8bda8"): ("drawn:obelisk drawn:statue 🗿 🦭 🐚"),
    ("#34393f", "#8d939b"): (
        "drawn:old_car drawn:carriage drawn:old_truck drawn:machine_gun 📼 💾 🪰 🦨 🦡"
    ),
    ("#b98c5a", "#e6d6b8"): ("drawn:biplane 📜 🧳 🥨 🍪 🥥 🌰 🥞"),
    ("#7fae9a", "#cfe3d8"): ("🗽 storage-tank ⛲ 🥑 🥒 🥗 🦚"),
    ("#e8862e", "#d9761f"): ("🏀 🐅"),
    ("#c9dd3f", "#f4f7d8"): ("🎾"),
    ("#f2ede2", "#e6ddcc"): ("⚾"),
    ("#3d4a63", "#e8e2d4"): (
        "incognito 🕰 ⌨ 💻 🖥 📱 📺 typewriter chess-rook chess-king ♟ 🎹 🖋 🐄 🦉 🐦 bird fa5:crow "
        "account-group"
    ),
}
COLOURS: Mapping[str, tuple[str, str]] = {
    name: pair for pair, names in _GROUPS.items() for name in names.split()
}
"""Of a sign by its name: its largest part, and all others; people are silhouettes in the tone of their coats, of no skin."""
