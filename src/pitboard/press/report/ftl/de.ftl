# Sätze auf Deutsch. Eine Zahl: `$n` zum Wählen, `$n_w` in Worten, `$n_d` in Ziffern. Ein Wagen: `$car` im Nominativ,
# `$car_acc`, `$car_dat`, `$car_of` in den anderen Fällen, `$car_in` „im Wagen“, `$car_no` die Nummer allein.
# `$team_of`, `$team_for`, `$venue_at` bringen ihr Leerzeichen mit oder sind leer. Eine Klasse: `$class_noun` nach „der“,
# bei Wörtern mit „-Klasse“, `$class` der Name allein.

# Werte
thousandths = { $n ->
    [1] eine Tausendstelsekunde
   *[other] { $n_d } Tausendstelsekunden
  }
seconds = { $time } Sekunden
amount-seconds = { $n ->
    [1] eine Sekunde
   *[other] { $n } Sekunden
  }
minutes = { $time } Minuten
laps = { $n ->
    [1] eine Runde
   *[other] { $n_w } Runden
  }
laps-short = { $n ->
    [1] { $n } Rd.
   *[other] { $n } Rd.
  }
duration = { $hours ->
    [0] { $minutes ->
        [0] weniger als eine Minute
        [1] eine Minute
       *[other] { $minutes_w } Minuten
      }
   *[other] { $hours } h { $minutes } min
  }
clock = { $hours }:{ $minutes } Uhr
day-lead = { $day }:
zones = { $zone ->
    [CET] MEZ
    [CEST] MESZ
   *[other] { $zone }
  }
team-of = von { $team }
team-for = für { $team }
note-in-english = die Quelle im englischen Wortlaut: „{ $text }“.

session-practice = { $n ->
    [0] Freies Training
   *[other] { $n }. Freies Training
  }
session-test = { $n ->
    [0] Test
   *[other] Testsitzung { $n }
  }
session-warm-up = Warm-up
session-qualifying = { $of ->
    [0] Qualifying
   *[other] Qualifying { $classes }
  }
session-qualifying-race = Qualifikationsrennen
session-race = Rennen

# Überschriften
head-how = Wie es dazu kam
head-focus = { $country }
head-field = Das Feld
head-rulings = Entscheidungen und Strafen
head-next = Wie es weitergeht
table-pos = Pos.
table-driver = Fahrer
table-crew = Fahrer
table-car = Wagen
table-team = Team
table-time = Zeit
table-gap = Abstand
table-laps = Runden

# Titel und Vorspann
headline-pole = { $driver } stellt { $car_acc }{ $venue_at } auf Pole
headline-pole-record = { $driver }{ $venue_at } mit Streckenrekord auf Pole: { $time }
headline-fastest = { $venue_comma }{ $session }: { $driver } { $car_in } vorn
headline-win = { $session_k ->
    [qualifying-race] { $car } gewinnt das Qualifikationsrennen{ $venue_at }
   *[other] { $car } gewinnt{ $venue_at }
  }
headline-win-inherited = { $session_k ->
    [qualifying-race] { $car } erbt den Sieg im Qualifikationsrennen{ $venue_at }: { $out_bare } disqualifiziert
   *[other] { $car } erbt den Sieg{ $venue_at }: { $out_bare } disqualifiziert
  }
headline-classes = { $venue_comma }{ $session }: Klasse für Klasse
headline-none = { $venue_comma }{ $session }: keine Rundenzeiten
standfirst = { $day_lead }{ $others ->
    [1] In der anderen Klasse war { $results } am schnellsten.
   *[other] In den anderen Klassen lagen { $results } vorn.
  }
standfirst-classes = { $day_lead }{ $others ->
    [1] Am schnellsten in der Klasse war { $results }.
   *[other] Die Schnellsten der Klassen waren { $results }.
  }
standfirst-race = { $day_lead }{ $others ->
    [1] Den anderen Klassensieg holte { $results }.
   *[other] Die weiteren Klassensiege holten { $results }.
  }
standfirst-race-classes = { $day_lead }{ $others ->
    [1] Den Klassensieg holte { $results }.
   *[other] Die Klassensiege holten { $results }.
  }
standfirst-plain = { $venue_comma }{ $session }{ $day_tail }.

# Die Nachricht
pole = { $driver } hat { $car_acc }{ $team_of } mit { $time } Minuten auf die Pole-Position gestellt.
pole-margin = { $driver } kam { $car_in } auf { $time }, { $margin } zurück.
fastest = Die schnellste Runde fuhr { $driver } { $car_in }{ $team_of }: { $time }.
fastest-margin = Dahinter folgte { $driver } { $car_in } mit { $time }, { $margin } zurück.
make-sweep = { $n ->
    [2] Damit steht ein Doppelerfolg für { $make } zu Buche.
    [3] Damit liegen drei Wagen von { $make } vorn.
   *[other] Auf den ersten { $n_w } Plätzen der { $class_noun } stehen nur Wagen von { $make }.
  }
so-far = Die Zielflagge ist noch nicht gefallen: Das ist der Stand der Dinge.
record-track = Die Pole-Zeit unterbietet den Streckenrekord von { $record }, den { $holder } ({ $make }, { $year }) hielt, um { $margin }.
under-record-all = Alle { $n_w } Wagen der { $class_noun } mit einer Zeit waren schneller als der alte Rekord.
under-record = { $n_w } der { $all_w } Wagen der { $class_noun } waren schneller als der alte Rekord.
record-class = Der Rekord der { $class_noun } von { $record }, seit { $year } im Besitz von { $holder } ({ $make }), fällt um { $margin }.
last-edition-faster = { $year } war { $driver } ({ $make }) in der { $class_noun } mit { $time } auf Pole gefahren, { $margin } langsamer.
last-edition-same = Schon { $year } war { $driver } in der { $class_noun } auf Pole gefahren, mit { $time } um { $margin } langsamer.
last-edition-slower = { $year } war { $driver } ({ $make }) in der { $class_noun } mit { $time } auf Pole gefahren, { $margin } schneller.
pole-count-row = Für { $driver } ist es das { $n ->
    [2] zweite
    [3] dritte
    [4] vierte
    [5] fünfte
    [6] sechste
   *[other] siebte
  } Jahr in Folge mit der besten Zeit der Klasse im Qualifying des { $event }, von { $since } bis { $until }.
pole-count = Zwischen { $since } und { $until } war { $driver } { $n_times } mit der besten Zeit der Klasse im Qualifying des { $event } vorn.

# Wie es dazu kam
provisional = { $n ->
    [1] Zuvor hatte die vorläufige Pole der { $class_noun } { $results } gehört.
   *[other] Die vorläufige Pole der { $class_noun } hatten nacheinander { $results } inne.
  }
provisional-late = Die vorläufige Pole der { $class_noun } wechselte { $changes_times } den Besitzer; zuletzt hatten sie vor der Entscheidung nacheinander { $results } inne.
pole-lap = { $driver } fuhr die Pole-Zeit in der { $lap }. von { $laps } eigenen Runden.
pole-lap-last = { $laps ->
    [1] { $driver } fand die Zeit in der einzigen eigenen Runde.
   *[other] { $driver } fand die Zeit in der letzten von { $laps } eigenen Runden.
  }
red-flags = Die Rennleitung unterbrach die Sitzung { $n_times } mit der roten Flagge.
note = { $note }

# Klasse für Klasse
class-pole = { $variant ->
    [0] { $driver } holte die Pole der { $class_noun } mit { $time } { $car_in }{ $team_of }.
    [1] In der { $class_noun } war { $driver } das Maß der Dinge: { $time } { $car_in }{ $team_of }.
    [2] Die Pole der { $class_noun } geht an { $driver }, { $time } { $car_in }{ $team_of }.
    [3] Auf der Pole der { $class_noun } steht { $driver } { $car_in }{ $team_paren } mit { $time }.
   *[4] Schnellster Wagen der { $class_noun } ist { $car }{ $team_of }, mit dem { $driver } { $time } fuhr.
  }
class-fastest = { $variant ->
    [0] In der { $class_noun } führte { $driver } mit { $time } { $car_in }{ $team_of }.
    [1] Die beste Zeit der { $class_noun } kam von { $driver }: { $time } { $car_in }{ $team_of }.
    [2] An der Spitze der { $class_noun } lag { $driver }{ $team_paren } mit { $time } { $car_in }.
    [3] Niemand in der { $class_noun } unterbot die { $time } von { $driver } { $car_in }{ $team_of }.
   *[4] Am schnellsten in der { $class_noun } war { $driver } { $car_in }{ $team_of }: { $time }.
  }
class-margin = { $variant ->
    [0] { $driver } verpasste sie { $car_in } um { $margin }.
    [1] Mit { $margin } Rückstand folgte { $driver } { $car_in }.
    [2] Platz zwei belegt { $driver } { $car_in }, { $margin } zurück.
    [3] Am nächsten kam { $driver } { $car_in } mit { $margin } Rückstand.
   *[4] Auf { $driver } { $car_in } sind es { $margin }.
  }
class-behind-lead = Hinter den ersten beiden der { $class_noun } kamen { $results }.
class-behind-lead-one = Platz drei der { $class_noun } ging an { $results }.
class-behind = { $variant ->
    [0] Dahinter: { $results }.
    [1] Die weiteren Plätze belegten { $results }.
    [2] Danach kamen { $results }.
    [3] Die nächsten Plätze gingen an { $results }.
   *[4] Auf den Plätzen: { $results }.
  }
class-behind-one = { $variant ->
    [0] Dahinter: { $results }.
    [1] Den weiteren Platz belegte { $results }.
    [2] Danach kam { $results }.
    [3] Der nächste Platz ging an { $results }.
   *[4] Auf dem Platz dahinter: { $results }.
  }
class-spread = Die { $n_w } Wagen der { $class_noun } mit einer Zeit lagen innerhalb von { $margin }.
class-makes = Auf den ersten { $top_w } Plätzen der { $class_noun } finden sich { $n_w } Marken: { $makes }.
class-makes-all = In der { $class_noun } sind { $n_w } Marken vertreten: { $makes }.
place-among-gt = Unter allen GT-Wagen war { $car } auf Platz { $place }.
dead-heat = { $ahead } und { $car } waren mit { $time } auf die Tausendstel gleich schnell; Platz { $place } geht an { $ahead_no }, weil die Zeit früher stand.

# Das Feld
double = { $driver } ist doppelt gemeldet: { $car_in } ({ $class }) und { $other_in } ({ $otherclass }).
double-same-class = { $driver } steht für zwei Wagen der { $class_noun } in der Meldeliste, { $car_acc } und { $other_acc }.
no-time-why = Ohne Zeit blieb { $car } ({ $class }): { $note }
no-time = { $n ->
    [1] { $cars } setzte keine Zeit.
   *[other] { $cars } setzten keine Zeit.
  }
no-time-many = { $n_d } Wagen setzten keine Zeit.
laps-total = Die { $cars_d } Wagen auf der Strecke legten zusammen { $n_d } Runden zurück.
laps-most = Am meisten fuhr { $car }: { $n_d } Runden.
balance = Balance of Performance: { $note }
balance-version = Gültige Balance of Performance, { $state }: { $versions }.
bop-version = { $table } (Fassung { $n })
bop-provisional = vorläufig
bop-definitive = endgültig
bop-amended = berichtigt
bop-draft = Entwurf
bop-superseded = ersetzt

# Entscheidungen und Strafen
standing = Das Ergebnis ist { $stage }.
stage-unofficial = inoffiziell
stage-provisional = vorläufig
stage-official = offiziell
stage-amended = offiziell und wurde berichtigt
deleted-car = { $n ->
    [1] Eine Runde { $car_of } wurde gestrichen.
   *[other] { $n_w } Runden { $car_of } wurden gestrichen.
  }
deleted = { $n ->
    [1] Eine Runde wurde gestrichen: { $cars }.
   *[other] { $n_w } Runden wurden gestrichen: { $cars }.
  }
voided = { $n ->
    [1] { $cars } verlor alle Zeiten.
   *[other] { $cars } verloren alle Zeiten.
  }
penalty = { $kind }: { $cars }.
penalty-amount = { $kind } ({ $amount }): { $cars }.
penalty-article = { $kind } (Art. { $article }): { $cars }.
penalty-amount-article = { $kind } ({ $amount }, Art. { $article }): { $cars }.
penalty-warning = Verwarnung
penalty-drive-through = Durchfahrtsstrafe
penalty-stop = Stop-and-go-Strafe
penalty-time = Zeitstrafe
penalty-laps = Rundenabzug
penalty-grid = Rückversetzung in der Startaufstellung
penalty-points = Punktabzug
penalty-fine = Geldstrafe
penalty-back-of-class = Ans Ende der Klasse versetzt
penalty-back-of-field = Ans Ende des Feldes versetzt
penalty-exclusion = Disqualifiziert
penalty-red-flag = Verantwortlich für eine rote Flagge

# Die Nation im Blick
focus-time = { $names } ({ $car_bare }): Platz { $place } in der { $class_noun }, { $time }.
focus-race = { $names } ({ $car_bare }): Platz { $place } in der { $class_noun }.
focus-no-place = { $names } ({ $car_bare }, { $class }): ohne Platzierung.

# Wie es weitergeht
next-race = Das Ergebnis bestimmt die Startaufstellung{ $name_k ->
    [named] {" "}für das Rennen { $name }
   *[other] {""}
  }; Start ist am { $when }, um { $when_clock } ({ $when_zone }{ $when_far ->
    [0] {""}
   *[other] , an der Strecke { $when_local }
  }).
next = Weiter geht es mit { $name }, { $when }, { $when_clock } ({ $when_zone }{ $when_far ->
    [0] {""}
   *[other] , an der Strecke { $when_local }
  }).

# Rennen
win = { $crew_n ->
    [1] { $crew } gewann
   *[other] { $crew } gewannen
  }{ $venue_at } { $car_in }{ $team_of }: { $laps_d } Runden in { $time }.
win-inherited = { $out } fuhr als Erster über die Ziellinie, wurde aber disqualifiziert; der Sieg{ $venue_at } geht an { $crew } { $car_in }{ $team_of }: { $laps_d } Runden in { $time }.
win-margin-inherited = Platz zwei geht an { $car_acc }{ $team_of }, { $margin } zurück.
win-margin = Als Zweiter kam { $car }{ $team_of } ins Ziel, { $margin } zurück.
lead-changes = An der Ziellinie wechselte die Führung { $n_times } zwischen { $cars_w } Wagen.
led-most = Am längsten führte { $car }: { $laps_d } Runden.
led-most-last = Am längsten führte { $car }: { $laps_d } Runden, ab Runde { $lap_d } endgültig.
led-last = In Runde { $lap_d } übernahm { $car } endgültig die Führung.
cautions = Das Rennen wurde { $n_times } neutralisiert,{ $n ->
    [1] {""}
   *[other] {" "}insgesamt
  } für { $time }.
cautions-count = Das Rennen wurde { $n_times } neutralisiert.
class-first-out = { $out } fuhr in der { $class_noun } als Erster über die Ziellinie, wurde aber disqualifiziert.
class-win = { $variant ->
    [0] Den Sieg in der { $class_noun } holte nach { $laps_d } Runden { $car }{ $team_of } mit { $crew }.
    [1] In der { $class_noun } geht der Sieg an { $crew }: { $laps_d } Runden { $car_in }{ $team_of }.
    [2] { $car }{ $team_of } siegte in der { $class_noun } mit { $crew } nach { $laps_d } Runden.
    [3] Platz eins in der { $class_noun } nach { $laps_d } Runden: { $crew } { $car_in }{ $team_paren }.
   *[4] Der Sieg in der { $class_noun }: { $crew } { $car_in }{ $team_of }, { $laps_d } Runden.
  }
class-win-team = Den Sieg in der { $class_noun } holte { $crew } mit { $car_dat } nach { $laps_d } Runden.
fastest-lap = Die schnellste Runde der { $class_noun } fuhr { $driver } { $car_in } in Runde { $lap_d }: { $time }.
fastest-lap-out = Die schnellste Runde der { $class_noun }, { $outtime }, fuhr { $outdriver } im disqualifizierten { $out_bare }; die schnellste der übrigen Wagen fuhr { $driver } { $car_in } in Runde { $lap_d }: { $time }.
no-flag = { $n ->
    [1] { $cars } sah die Zielflagge nicht.
   *[other] { $cars } sahen die Zielflagge nicht.
  }
no-flag-many = { $n_d } Wagen sahen die Zielflagge nicht.
not-classified = Nicht gewertet: { $cars }.
not-classified-many = { $n_d } Wagen sind nicht gewertet.
no-lap = { $n ->
    [1] { $cars } beendete keine Runde.
   *[other] { $cars } beendeten keine Runde.
  }
no-lap-many = { $n_d } Wagen beendeten keine Runde.

# Während des Rennens
headline-lead-now = { $car } führt{ $venue_at } nach { $laps ->
    [1] einer Runde
   *[other] { $laps_d } Runden
  }
lead-now = Nach { $laps ->
    [1] einer Runde
   *[other] { $laps_d } Runden
  } führt { $car }{ $team_of } mit { $crew }.
lead-now-margin = Auf Platz zwei liegt { $car }{ $team_of }, { $margin } zurück.
class-lead-now = In der { $class_noun } führt { $car }{ $team_of } nach { $laps ->
    [1] einer Runde
   *[other] { $laps_d } Runden
  } mit { $crew }.
standfirst-lead-classes = { $day_lead }{ $others ->
    [1] In der Klasse führt { $results }.
   *[other] In den Klassen führen { $results }.
  }
standfirst-lead = { $day_lead }{ $others ->
    [1] In der anderen Klasse führt { $results }.
   *[other] In den anderen Klassen führen { $results }.
  }

# Bilder
picture-gaps = { $class }: Abstand zum Schnellsten
picture-race-gaps = { $class }: Abstand zum Sieger
picture-sectors = { $class }: beste Runden nach Sektoren, Sekunden hinter dem Besten
picture-lap-times = { $class }: Rundenzeiten der ersten fünf, bis { $limit } % der besten
picture-grid = Startaufstellung nach dem Reglement
picture-seconds = Sekunden
picture-lap = Runde
picture-sector = Sektor
