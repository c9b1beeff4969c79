"""Vocabularies of the storyteller, one per language: phrases that go with each other in any order.

Phrases are short, so that no eight words in a row come twice by chance. `{topic}` stands for a name,
nobody's gender or number changes a phrase beside it.
"""

from dataclasses import dataclass


def _phrases(text: str) -> tuple[str, ...]:
    return tuple(phrase.strip() for phrase in text.split("/"))


@dataclass(frozen=True)
class Tongue:
    """What a story in one language is put together from."""

    who: tuple[str, ...]
    did: tuple[str, ...]
    """A verb in the past tense, `|`, and the rest: German puts the teller between them."""
    where: tuple[str, ...]
    when: tuple[str, ...]
    why: tuple[str, ...]
    shapes: tuple[str, ...]
    headings: tuple[str, ...]


TONGUES = {
    "en": Tongue(
        who=_phrases(
            "the keeper / a young engineer / the first surveyor / the town council / an old captain /"
            " the night watch / a draughtsman / the schoolteacher / a patient mason / the harbour clerk /"
            " her eldest son / a travelling priest / the carpenter / somebody's cousin / the postmistress /"
            " a widow / two brothers / the ferryman / the miller's daughter / a stranger"
        ),
        did=_phrases(
            "measured|every stone / kept|a careful diary / argued|about money / carried|the timber /"
            " lit|a lamp / drew|a plan / waited|for the tide / counted|the boats / found|an older wall /"
            " wrote|a long letter / built|a model / refused|to leave / mended|the gate / lost|the argument /"
            " borrowed|a horse / asked|for more time / learned|the river / hid|the drawings /"
            " paid|the masons / rang|the bell / slept|very little / walked|home alone / changed|the plan /"
            " told|nobody / planted|willows / sold|the field / tested|the rope / sat|and listened /"
            " promised|nothing / took|the blame / opened|the door / copied|the map / broke|the ice /"
            " shared|the bread / trusted|the numbers / laughed|at first / came|back early / bought|the iron /"
            " left|a note / stayed|all winter"
        ),
        where=_phrases(
            "on the shore / under the bridge / above the market / along the river / near the forest /"
            " behind the wall / on the hill / in the archive / at the mill / by the window / in the yard /"
            " over the water / outside the gate / at the inn / in the chapel / on the towpath /"
            " beside the fire / down the lane / at the crossing / in the loft"
        ),
        when=_phrases(
            "In the first winter / A year later / Before the railway / On a clear morning /"
            " After the storm / By late summer / One October night / Ten years on / That same week /"
            " At the thaw / On market day / Before dawn / Much later / In a dry spring / By then /"
            " Within a month / For a while / On the last day / After the funeral / In the end"
        ),
        why=_phrases(
            "because nobody else would / so others could follow / and the record survived /"
            " though few believed it / and that changed everything / with rope and patience /"
            " and people came to watch / before the frost set in / which surprised even the sceptics /"
            " and no one forgot it / for reasons never written down / and it was enough /"
            " as far as we know / to the relief of all / and the argument ended there /"
            " while the money lasted / as a matter of pride / and said so plainly"
        ),
        shapes=(
            "{when}, {who} {verb} {rest} {where}.",
            "{who} {verb} {rest} {where}, {why}.",
            "{when}, {who} {verb} {rest}, {why}.",
            "{when} it was {who} who {verb} {rest}.",
            "{where}, {who} {verb} {rest}.",
            "And {where}, {when_}, {who} {verb} {rest}, {why}.",
            "{who} dreamt of {topic}, and {verb} {rest} {where}.",
            "{when}, {who} {verb} {rest} for {topic}.",
            "Without {topic}, said {who}, {where} nothing would hold.",
            "{who}, tired of {topic}, {verb} {rest} {where}.",
        ),
        headings=_phrases(
            "The First Survey / A Letter to the Capital / Water and Stone / The Long Winter /"
            " What the Diary Says / The Argument / A Model in the Loft / The Night of the Flood /"
            " The Second Keeper / Iron and Rope / The Quiet Years / Those Who Stayed / The Opening Day /"
            " A Debt Is Paid / The Last Drawing / What Is Left"
        ),
    ),
    "de": Tongue(
        who=_phrases(
            "die Wärterin / ein junger Ingenieur / der Stadtrat / ein alter Kapitän / die Nachtwache /"
            " eine Zeichnerin / der Lehrer / ein geduldiger Maurer / ihr ältester Sohn / der Fährmann /"
            " die Müllerin / ein Fremder / der Zimmermann / eine Witwe"
        ),
        did=_phrases(
            "maß|jeden Stein / führte|ein Tagebuch / trug|das Holz / entzündete|eine Lampe /"
            " zeichnete|einen Plan / zählte|die Boote / fand|eine ältere Mauer / schrieb|einen Brief /"
            " baute|ein Modell / verlor|den Streit / lieh|sich ein Pferd / kannte|den Fluss /"
            " läutete|die Glocke / schlief|sehr wenig / pflanzte|Weiden / verkaufte|das Feld /"
            " prüfte|das Seil / versprach|nichts / öffnete|die Tür / kaufte|das Eisen"
        ),
        where=_phrases(
            "am Ufer / unter der Brücke / über dem Markt / am Fluss / beim Wald / hinter der Mauer /"
            " auf dem Hügel / im Archiv / an der Mühle / am Fenster / im Hof / vor dem Tor / im Gasthaus /"
            " auf dem Dachboden"
        ),
        when=_phrases(
            "Im ersten Winter / Ein Jahr später / Vor der Eisenbahn / An einem klaren Morgen /"
            " Nach dem Sturm / Im Spätsommer / In einer Oktobernacht / Zehn Jahre danach /"
            " In derselben Woche / Am Markttag / Vor Tagesanbruch / Viel später / Am letzten Tag"
        ),
        why=_phrases(
            "denn sonst tat es niemand / und das änderte alles / mit Seil und Geduld /"
            " und niemand vergaß es / aus Gründen, die keiner aufschrieb / und das genügte /"
            " soweit wir wissen / zur Erleichterung aller / solange das Geld reichte / und sagte es offen"
        ),
        shapes=(
            "{when} {verb} {who} {rest} {where}.",
            "{who} {verb} {rest} {where}, {why}.",
            "{when} {verb} {who} {rest}, {why}.",
            "{where} {verb} {who} {rest}.",
            "Von „{topic}“ sprach noch kaum jemand, und {who} {verb} {rest}.",
        ),
        headings=_phrases(
            "Die erste Vermessung / Ein Brief in die Hauptstadt / Wasser und Stein / Der lange Winter /"
            " Was im Tagebuch steht / Der Streit / Ein Modell auf dem Dachboden / Die Nacht der Flut /"
            " Eisen und Seil / Die stillen Jahre / Der Tag der Eröffnung / Was geblieben ist"
        ),
    ),
    "es": Tongue(
        who=_phrases(
            "la guardiana / un joven ingeniero / el ayuntamiento / un viejo capitán / la ronda nocturna /"
            " una dibujante / el maestro / un albañil paciente / su hijo mayor / el barquero /"
            " la molinera / un forastero / el carpintero / una viuda"
        ),
        did=_phrases(
            "midió|cada piedra / llevó|un diario / cargó|la madera / encendió|una lámpara /"
            " dibujó|un plano / contó|los barcos / encontró|un muro más antiguo / escribió|una carta /"
            " construyó|una maqueta / perdió|la discusión / pidió|un caballo / conocía|el río /"
            " tocó|la campana / durmió|muy poco / plantó|sauces / vendió|el campo / probó|la cuerda /"
            " no prometió|nada / abrió|la puerta / compró|el hierro"
        ),
        where=_phrases(
            "en la orilla / bajo el puente / sobre el mercado / junto al río / cerca del bosque /"
            " tras el muro / en la colina / en el archivo / en el molino / ante la ventana / en el patio /"
            " frente al portón / en la posada / en el desván"
        ),
        when=_phrases(
            "El primer invierno / Un año después / Antes del ferrocarril / Una mañana clara /"
            " Tras la tormenta / A finales del verano / Una noche de octubre / Diez años más tarde /"
            " Esa misma semana / El día de mercado / Antes del alba / Mucho después / El último día"
        ),
        why=_phrases(
            "porque nadie más lo haría / y eso lo cambió todo / con cuerda y paciencia /"
            " y nadie lo olvidó / por razones que nadie escribió / y fue suficiente /"
            " hasta donde sabemos / para alivio de todos / mientras duró el dinero / y lo dijo sin rodeos"
        ),
        shapes=(
            "{when}, {who} {verb} {rest} {where}.",
            "{who} {verb} {rest} {where}, {why}.",
            "{when}, {who} {verb} {rest}, {why}.",
            "{where}, {who} {verb} {rest}.",
            "De «{topic}» casi nadie hablaba aún, y {who} {verb} {rest}.",
        ),
        headings=_phrases(
            "La primera medición / Una carta a la capital / Agua y piedra / El largo invierno /"
            " Lo que dice el diario / La discusión / Una maqueta en el desván / La noche de la crecida /"
            " Hierro y cuerda / Los años tranquilos / El día de la apertura / Lo que queda"
        ),
    ),
    "fr": Tongue(
        who=_phrases(
            "la gardienne / un jeune ingénieur / le conseil / un vieux capitaine / la garde de nuit /"
            " une dessinatrice / le maître d'école / un maçon patient / son fils aîné / le passeur /"
            " la meunière / un étranger / le charpentier / une veuve"
        ),
        did=_phrases(
            "mesura|chaque pierre / tint|un journal / porta|le bois / alluma|une lampe /"
            " dessina|un plan / compta|les bateaux / trouva|un mur plus ancien / écrivit|une lettre /"
            " bâtit|une maquette / perdit|la dispute / emprunta|un cheval / connaissait|la rivière /"
            " sonna|la cloche / dormit|très peu / planta|des saules / vendit|le champ / éprouva|la corde /"
            " ne promit|rien / ouvrit|la porte / acheta|le fer"
        ),
        where=_phrases(
            "sur la rive / sous le pont / au-dessus du marché / au bord du fleuve / près de la forêt /"
            " derrière le mur / sur la colline / aux archives / au moulin / à la fenêtre / dans la cour /"
            " devant le portail / à l'auberge / au grenier"
        ),
        when=_phrases(
            "Le premier hiver / Un an plus tard / Avant le chemin de fer / Par un matin clair /"
            " Après l'orage / À la fin de l'été / Une nuit d'octobre / Dix ans après /"
            " La même semaine / Le jour du marché / Avant l'aube / Bien plus tard / Le dernier jour"
        ),
        why=_phrases(
            "car personne d'autre ne le ferait / et cela changea tout / avec une corde et de la patience /"
            " et personne ne l'oublia / pour des raisons que nul n'écrivit / et ce fut assez /"
            " autant qu'on sache / au soulagement de tous / tant que l'argent dura / et le dit sans détour"
        ),
        shapes=(
            "{when}, {who} {verb} {rest} {where}.",
            "{who} {verb} {rest} {where}, {why}.",
            "{when}, {who} {verb} {rest}, {why}.",
            "{where}, {who} {verb} {rest}.",
            "De « {topic} », presque personne ne parlait encore, et {who} {verb} {rest}.",
        ),
        headings=_phrases(
            "Le premier relevé / Une lettre à la capitale / L'eau et la pierre / Le long hiver /"
            " Ce que dit le journal / La dispute / Une maquette au grenier / La nuit de la crue /"
            " Le fer et la corde / Les années calmes / Le jour de l'ouverture / Ce qui reste"
        ),
    ),
}
