# Frasi in italiano. Un numero: `$n` per scegliere, `$n_w` in lettere, `$n_d` in cifre. Una vettura: `$car` con l'articolo,
# `$car_in`, `$car_of`, `$car_to` con la preposizione, `$car_no` il solo numero di gara. `$team_of`, `$team_for`,
# `$venue_at` portano lo spazio con sé oppure sono vuoti. Una classe: `$class`, `$class_full` con il nome comune davanti.

# Valori
thousandths = { $n ->
    [1] un millesimo
   *[other] { $n_d } millesimi
  }
seconds = { $time }
amount-seconds = { $n ->
    [1] un secondo
   *[other] { $n } secondi
  }
minutes = { $time }
laps = { $n ->
    [1] un giro
   *[other] { $n_w } giri
  }
laps-short = { $n ->
    [1] { $n } giro
   *[other] { $n } giri
  }
duration = { $hours ->
    [0] { $minutes ->
        [0] meno di un minuto
        [1] un minuto
       *[other] { $minutes_w } minuti
      }
   *[other] { $hours } h { $minutes } min
  }
clock = { $hours }:{ $minutes }
day-lead = { $day }.
zones = { $zone }
team-of = di { $team }
team-for = per { $team }
note-in-english = la fonte, in inglese, riferisce: «{ $text }».

session-practice = { $n ->
    [0] prove libere
   *[other] prove libere { $n }
  }
session-test = { $n ->
    [0] test
   *[other] sessione di test { $n }
  }
session-warm-up = warm-up
session-qualifying = { $of ->
    [0] qualifiche
   *[other] qualifiche { $classes }
  }
session-qualifying-race = gara di qualificazione
session-race = gara

# Titoli
head-how = Come ci si è arrivati
head-focus = { $country }
head-field = Gli altri
head-rulings = Decisioni e penalità
head-next = Prossimo appuntamento
table-pos = Pos
table-driver = Pilota
table-crew = Equipaggio
table-car = Vettura
table-team = Squadra
table-time = Tempo
table-gap = Distacco
table-laps = Giri

# Titolo e sommario
headline-pole = { $driver } firma la pole{ $venue_at } con { $car }
headline-pole-record = { $driver } in pole{ $venue_at } con il primato della pista: { $time }
headline-fastest = { $venue_comma }{ $session }: { $driver } davanti a tutti con { $car }
headline-win = { $session_k ->
    [qualifying-race] { $venue_comma }gara di qualificazione: vince { $car }
   *[other] { $venue_colon }vince { $car }
  }
headline-win-inherited = { $session_k ->
    [qualifying-race] { $venue_comma }gara di qualificazione: vince { $car }, squalificata { $out }
   *[other] { $venue_colon }vince { $car }, squalificata { $out }
  }
headline-classes = { $venue_comma }{ $session }: classe per classe
headline-none = { $venue_comma }{ $session }: nessun tempo
standfirst = { $day_lead }{ $others ->
    [1] Nell'altra classe il miglior tempo è di { $results }.
   *[other] Nelle altre classi i migliori tempi sono di { $results }.
  }
standfirst-classes = { $day_lead }{ $others ->
    [1] Il miglior tempo di classe è di { $results }.
   *[other] I più veloci di ogni classe: { $results }.
  }
standfirst-race = { $day_lead }{ $others ->
    [1] Nell'altra classe si impone { $results }.
   *[other] Nelle altre classi si impongono { $results }.
  }
standfirst-race-classes = { $day_lead }{ $others ->
    [1] Si impone nella sua classe { $results }.
   *[other] Si impongono nelle rispettive classi { $results }.
  }
standfirst-plain = { $venue_comma }{ $session }{ $day_tail }.

# La notizia
pole = { $driver } ha conquistato la pole position{ $team_for } girando in { $time } { $car_in }.
pole-margin = { $driver }, { $car_in }, resta a { $margin } con il tempo di { $time }.
fastest = Il giro più veloce porta la firma { $driver_of } { $car_in }{ $team_of }: { $time }.
fastest-margin = Alle sue spalle { $driver } { $car_in } in { $time }, a { $margin }.
make-sweep = { $n ->
    [2] È doppietta { $make }.
    [3] È tripletta { $make }.
   *[other] I primi { $n_w } posti in { $class } sono tutti { $make }.
  }
so-far = La bandiera a scacchi non è ancora stata esposta: questa è la situazione al momento.
record-track = La pole migliora di { $margin } il primato della pista, { $record }, che apparteneva a { $holder } ({ $make }, { $year }).
under-record-all = Tutte e { $n_w } le vetture { $class } che hanno fatto segnare un tempo sono scese sotto il vecchio primato.
under-record = Sotto il vecchio primato sono scese { $n_w } delle { $all_w } vetture { $class } in pista.
record-class = Cade anche il primato della { $class_full }, { $record }, che { $holder } deteneva dal { $year } con { $make }: è stato abbassato di { $margin }.
last-edition-faster = Nel { $year } la pole { $class } era stata { $driver_of } ({ $make }) in { $time }: { $margin } in più.
last-edition-same = Già nel { $year } la pole { $class } era stata { $driver_of }, in { $time }: { $margin } in più.
last-edition-slower = Nel { $year } la pole { $class } era stata { $driver_of } ({ $make }) in { $time }: { $margin } in meno.
pole-count-row = Per { $driver } è { $n ->
    [2] il secondo
    [3] il terzo
    [4] il quarto
    [5] il quinto
    [6] il sesto
   *[other] il settimo
  } anno consecutivo, dal { $since } al { $until }, con il miglior tempo di classe nelle qualifiche della { $event }.
pole-count = Tra il { $since } e il { $until } { $driver } ha ottenuto { $n_times } il miglior tempo di classe nelle qualifiche della { $event }.

# Come ci si è arrivati
provisional = { $n ->
    [1] Prima di allora la pole provvisoria { $class } era stata di { $results }.
   *[other] La pole provvisoria { $class } era passata per le mani di { $results }, in quest'ordine.
  }
provisional-late = La pole provvisoria { $class } è passata di mano { $changes_times }; gli ultimi a detenerla prima del verdetto sono stati { $results }, in quest'ordine.
pole-lap = Il giro buono { $driver_of } è stato il numero { $lap } dei suoi { $laps }.
pole-lap-last = { $laps ->
    [1] { $driver } ha trovato il tempo nel suo unico giro.
   *[other] { $driver } ha trovato il tempo proprio all'ultimo dei suoi { $laps } giri.
  }
red-flags = La direzione gara ha interrotto la sessione { $n_times } con la bandiera rossa.
note = { $note }

# Classe per classe
class-pole = { $variant ->
    [0] La pole { $class } è { $driver_of }, { $time } { $car_in }{ $team_of }.
    [1] In { $class } il riferimento è { $driver }: { $time } { $car_in }{ $team_of }.
    [2] In { $class } la pole va { $driver_to }: { $time } { $car_in }{ $team_of }.
    [3] Pole { $class } per { $driver }, che { $car_in }{ $team_paren } ha fermato il cronometro su { $time }.
   *[4] La prima delle vetture { $class } è { $car }{ $team_of }, che { $driver } ha portato a { $time }.
  }
class-fastest = { $variant ->
    [0] In { $class } comanda { $driver } con { $time } { $car_in }{ $team_of }.
    [1] Il miglior tempo { $class } è { $driver_of }: { $time } { $car_in }{ $team_of }.
    [2] Davanti a tutti in { $class } c'è { $driver }{ $team_paren }, { $time } { $car_in }.
    [3] Nessuno in { $class } ha fatto meglio { $driver_of }, che { $car_in }{ $team_paren } ha girato in { $time }.
   *[4] Il riferimento in { $class } è di { $time } e lo firma { $driver } { $car_in }{ $team_of }.
  }
class-margin = { $variant ->
    [0] { $driver } { $car_in } l'ha mancata per { $margin }.
    [1] { $driver } { $car_in } resta a { $margin } dalla vetta.
    [2] Secondo tempo per { $driver } { $car_in }, a { $margin }.
    [3] Il distacco minore è { $driver_of } { $car_in }: { $margin }.
   *[4] A { $margin } chiude { $driver } { $car_in }.
  }
class-behind-lead = Dietro ai primi due in { $class } si sono piazzati { $results }.
class-behind-lead-one = Terzo posto in { $class } per { $results }.
class-behind = { $variant ->
    [0] Li seguono { $results }.
    [1] A seguire { $results }.
    [2] Quindi { $results }.
    [3] Le posizioni successive sono di { $results }.
   *[4] Poi vengono { $results }.
  }
class-behind-one = { $variant ->
    [0] Li segue { $results }.
    [1] A seguire { $results }.
    [2] Quindi { $results }.
    [3] La posizione successiva è di { $results }.
   *[4] Poi viene { $results }.
  }
class-spread = Le { $n_w } vetture { $class } con un tempo valido sono racchiuse in { $margin }.
class-makes = Nei primi { $top_w } posti della { $class_full } ci sono { $n_w } marchi: { $makes }.
class-makes-all = Sono { $n_w } i marchi in { $class }: { $makes }.
place-among-gt = Tra tutte le GT { $car } ha il { $place } tempo.
dead-heat = Tempo identico al millesimo, { $time }, per { $ahead } e { $car }: il { $place } posto va alla { $ahead_no }, che lo ha ottenuto per prima.

# Gli altri
double = { $driver } è nell'elenco iscritti su due vetture: { $car } ({ $class }) e { $other } ({ $otherclass }).
double-same-class = { $driver } figura nell'elenco iscritti su due vetture { $class }: { $car } e { $other }.
no-time-why = Senza tempo { $car } ({ $class }): { $note }
no-time = { $n ->
    [1] La { $cars } non ha ottenuto alcun tempo.
   *[other] Non hanno ottenuto alcun tempo le vetture { $cars }.
  }
no-time-many = Le vetture senza alcun tempo sono { $n_d }.
laps-total = Le { $cars_d } vetture scese in pista hanno percorso insieme { $n_d } giri.
laps-most = La più attiva è stata { $car }, con { $n_d } giri.
balance = Balance of Performance: { $note }
balance-version = Balance of Performance in vigore, { $state }: { $versions }.
bop-version = { $table } (versione { $n })
bop-provisional = provvisorio
bop-definitive = definitivo
bop-amended = rettificato
bop-draft = bozza
bop-superseded = sostituito

# Decisioni e penalità
standing = Il risultato è { $stage }.
stage-unofficial = ufficioso
stage-provisional = provvisorio
stage-official = ufficiale
stage-amended = ufficiale, dopo una rettifica
deleted-car = { $n ->
    [1] Un giro { $car_of } è stato cancellato.
   *[other] { $n_w } giri { $car_of } sono stati cancellati.
  }
deleted = { $n ->
    [1] È stato cancellato un giro: { $cars }.
   *[other] Sono stati cancellati { $n_w } giri: { $cars }.
  }
voided = { $n ->
    [1] Annullati tutti i tempi della { $cars }.
   *[other] Annullati tutti i tempi delle vetture { $cars }.
  }
penalty = { $kind }: { $cars }.
penalty-amount = { $kind } ({ $amount }): { $cars }.
penalty-article = { $kind } (art. { $article }): { $cars }.
penalty-amount-article = { $kind } ({ $amount }, art. { $article }): { $cars }.
penalty-warning = Avvertimento
penalty-drive-through = Drive-through
penalty-stop = Stop and go
penalty-time = Penalità in tempo
penalty-laps = Giri tolti
penalty-grid = Posizioni perse in griglia
penalty-points = Punti tolti
penalty-fine = Multa
penalty-back-of-class = Retrocessione in fondo alla classe
penalty-back-of-field = Retrocessione in fondo allo schieramento
penalty-exclusion = Squalifica
penalty-red-flag = Responsabilità per una bandiera rossa

# La nazione in primo piano
focus-time = { $names } ({ $car_bare }): { $place } posto in { $class }, { $time }.
focus-race = { $names } ({ $car_bare }): { $place } posto in { $class }.
focus-no-place = { $names } ({ $car_bare }, { $class }): senza piazzamento.

# Che cosa viene dopo
next-race = Il risultato determina la griglia della { $name }, che scatta { $when } { $when_hour ->
    [1] all'
   *[other] {"alle "}
  }{ $when_clock } ({ $when_zone }{ $when_far ->
    [0] {""}
   *[other] ; sul posto saranno le { $when_local }
  }).
next = In programma: { $name }, { $when }, ore { $when_clock } ({ $when_zone }{ $when_far ->
    [0] {""}
   *[other] ; sul posto le { $when_local }
  }).

# Gare
win = { $crew_n ->
    [1] { $crew } ha vinto
   *[other] { $crew } hanno vinto
  }{ $venue_at } { $car_in }{ $team_of }: { $laps_d } giri in { $time }.
win-inherited = { $out } ha tagliato per prima il traguardo ma è stata squalificata; la vittoria{ $venue_at } va { $crew_to } con { $car }{ $team_of }: { $laps_d } giri in { $time }.
win-margin-inherited = Il secondo posto va { $car_to }{ $team_of }, a { $margin }.
win-margin = Seconda al traguardo { $car }{ $team_of }, a { $margin }.
lead-changes = Sul traguardo il comando è cambiato { $n_times }, tra { $cars_w } vetture.
led-most = Più a lungo di tutte è stata in testa { $car }: { $laps_d } giri.
led-most-last = Più a lungo di tutte è stata in testa { $car }, { $laps_d } giri, al comando definitivamente dal giro { $lap_d }.
led-last = Al giro { $lap_d } { $car } è passata definitivamente al comando.
cautions = La corsa è stata neutralizzata { $n_times }, per { $time }{ $n ->
    [1] {""}
   *[other] {" "}in totale
  }.
cautions-count = La corsa è stata neutralizzata { $n_times }.
class-first-out = { $out } ha tagliato per prima il traguardo in { $class } ma è stata squalificata.
class-win = { $variant ->
    [0] In { $class } si impone { $car }{ $team_of } dopo { $laps_d } giri, con { $crew }.
    [1] La vittoria { $class } è { $crew_of } { $car_in }{ $team_of }, con { $laps_d } giri.
    [2] { $car }{ $team_of } vince in { $class } con { $crew }: { $laps_d } i giri percorsi.
    [3] Prima in { $class }, con { $laps_d } giri, { $car } { $crew_of }{ $team_paren }.
   *[4] Il successo { $class } va { $crew_to }, { $laps_d } giri { $car_in }{ $team_of }.
  }
class-win-team = In { $class } vince { $crew } con { $car }: { $laps_d } giri.
fastest-lap = Il giro più veloce { $class } è { $driver_of } { $car_in }, al giro { $lap_d }: { $time }.
fastest-lap-out = Il giro più veloce { $class }, { $outtime }, è { $outdriver_of } con la squalificata { $out_bare }; il migliore degli altri è { $driver_of } { $car_in }, al giro { $lap_d }: { $time }.
no-flag = { $n ->
    [1] La { $cars } non ha visto la bandiera a scacchi.
   *[other] Non hanno visto la bandiera a scacchi { $cars }.
  }
no-flag-many = Le vetture che non hanno visto la bandiera a scacchi sono { $n_d }.
not-classified = { $n ->
    [1] Non classificata: { $cars }.
   *[other] Non classificate: { $cars }.
  }
not-classified-many = Le vetture non classificate sono { $n_d }.
no-lap = { $n ->
    [1] La { $cars } non ha completato alcun giro.
   *[other] Non hanno completato alcun giro { $cars }.
  }
no-lap-many = Le vetture che non hanno completato alcun giro sono { $n_d }.

# A gara in corso
headline-lead-now = { $venue_colon }comanda { $car } dopo { $laps ->
    [1] un giro
   *[other] { $laps_d } giri
  }
lead-now = Dopo { $laps ->
    [1] un giro
   *[other] { $laps_d } giri
  } è al comando { $car }{ $team_of }, con { $crew }.
lead-now-margin = Seconda { $car }{ $team_of }, a { $margin }.
class-lead-now = In { $class } comanda { $car }{ $team_of } dopo { $laps ->
    [1] un giro
   *[other] { $laps_d } giri
  }, con { $crew }.
standfirst-lead-classes = { $day_lead }{ $others ->
    [1] Comanda nella sua classe { $results }.
   *[other] Comandano nelle rispettive classi { $results }.
  }
standfirst-lead = { $day_lead }{ $others ->
    [1] Nell'altra classe comanda { $results }.
   *[other] Nelle altre classi comandano { $results }.
  }

# Immagini
picture-gaps = { $class }: distacchi dal più veloce
picture-race-gaps = { $class }: distacchi dalla vincitrice
picture-sectors = { $class }: i giri migliori per settore, secondi dal migliore
picture-lap-times = { $class }: i tempi sul giro delle prime cinque, fino al { $limit } % del migliore
picture-grid = Griglia di partenza secondo il regolamento
picture-seconds = secondi
picture-lap = giro
picture-sector = Settore
