# Frasi in italiano. `$x_w` è un numero in lettere, `$x_no` il solo numero di gara; `_of`, `_to`, `_by`, `_in` le forme con preposizione.

thousandths = { $n ->
    [1] { $n_d } millesimo
   *[other] { $n_d } millesimi
  }
seconds = { $time }
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
       *[other] { $minutes } minuti
      }
   *[other] { $hours } h { $minutes } min
  }
note-in-english = dalla fonte, in inglese: «{ $text }».

head-how = Come ci si è arrivati
head-focus = { $country }
head-field = Il resto dello schieramento
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

headline-pole = { $driver } firma la pole con { $car }: { $time } a { $circuit }
headline-fastest = { $circuit }, { $session }: { $driver } il più veloce con { $car }
headline-win = { $circuit }: vince { $car }
headline-classes = { $circuit }, { $session }: classe per classe
headline-none = { $circuit }, { $session }: nessun tempo
standfirst = { $day }. Nelle altre classi { $others ->
    [1] il miglior tempo è di { $results }.
   *[other] i migliori tempi sono di { $results }.
  }
standfirst-classes = { $day }. I più veloci di ogni classe: { $results }.
standfirst-race = { $day }. Le vittorie di classe: { $results }.
standfirst-plain = { $circuit }, { $session }. { $day }.

pole = { $driver } ha conquistato la pole position{ $team_known ->
    [0] {""}
   *[other] {" "}per { $team }
  } girando in { $time } { $car_in }.
pole-margin = A { $margin } si è fermato il cronometro { $driver_of } { $car_in }, autore di { $time }.
fastest = Il giro più veloce porta la firma { $driver_of } { $car_in }{ $team_known ->
    [0] {""}
   *[other] {" "}del team { $team }
  }: { $time }.
fastest-margin = Alle sue spalle { $driver } { $car_in } in { $time }, a { $margin }.
record-track = Il tempo migliora di { $margin } il primato della pista, { $record }, che apparteneva a { $holder } ({ $make }, { $year }).
under-record-all = Tutte le { $n_w } { $class } hanno girato sotto il vecchio primato.
under-record = Hanno girato sotto il vecchio primato { $n_w } delle { $all_w } { $class } in pista.
record-class = Cade anche il primato della { $class }, { $record }: lo deteneva { $holder } su { $make } dal { $year } ed è stato abbassato di { $margin }.
last-edition-faster = Nel { $year } la pole { $class } era stata { $driver_of } ({ $make }) in { $time }: { $margin } in più.
last-edition-slower = Nel { $year } la pole { $class } era stata { $driver_of } ({ $make }) in { $time }: { $margin } in meno.
pole-count-row = Per { $driver } è { $n ->
    [2] la seconda volta
    [3] la terza volta
    [4] la quarta volta
    [5] la quinta volta
    [6] la sesta volta
   *[other] la settima volta
  } consecutiva da più veloce della classe nelle qualifiche della { $event }, dal { $since } al { $until }.
pole-count = Tra il { $since } e il { $until } { $driver } è stato per { $n_w } volte il riferimento della classe nelle qualifiche della { $event }.
provisional = { $n ->
    [1] Prima di allora la pole provvisoria { $class } era stata di { $results }.
   *[other] La pole provvisoria { $class } era passata per le mani di { $results }, in quest'ordine.
  }
pole-lap = Il giro buono { $driver_of } è stato il numero { $lap } su { $laps }.
pole-lap-last = { $driver } ha trovato il tempo proprio all'ultimo giro, il numero { $lap }.
red-flags = { $n ->
    [1] La sessione è stata interrotta una volta con la bandiera rossa.
   *[other] La sessione è stata interrotta { $n_w } volte con la bandiera rossa.
  }
note = { $note }
class-pole = { $variant ->
    [0] La pole { $class } è { $driver_of }, { $time } { $car_in }{ $team_known ->
        [0] {""}
       *[other] {" "}schierata da { $team }
      }.
    [1] In { $class } il riferimento è { $driver }: { $time } { $car_in }{ $team_known ->
        [0] {""}
       *[other] {" "}di { $team }
      }.
    [2] In { $class } la pole va a { $driver }{ $team_known ->
        [0] {""}
       *[other] {" "}e a { $team }
      }: { $time } { $car_in }.
   *[other] Pole { $class } per { $driver }, che { $car_in }{ $team_known ->
        [0] {""}
       *[other] {" "}({ $team })
      } ha fermato il cronometro su { $time }.
  }
class-fastest = { $variant ->
    [0] In { $class } comanda { $driver } con { $time } { $car_in }{ $team_known ->
        [0] {""}
       *[other] {" "}di { $team }
      }.
    [1] Il miglior tempo { $class } è { $driver_of }: { $time } { $car_in }{ $team_known ->
        [0] {""}
       *[other] {" "}di { $team }
      }.
    [2] Davanti a tutti in { $class } c'è { $driver }{ $team_known ->
        [0] {""}
       *[other] {" "}({ $team })
      }, { $time } { $car_in }.
   *[other] Nessuno in { $class } ha fatto meglio { $driver_of }, che { $car_in }{ $team_known ->
        [0] {""}
       *[other] {" "}({ $team })
      } ha girato in { $time }.
  }
class-margin = { $variant ->
    [0] { $driver } { $car_in } l'ha mancata per { $margin }.
    [1] { $driver } { $car_in } è rimasto a { $margin } dalla vetta.
    [2] Secondo { $driver } { $car_in }, a { $margin }.
   *[other] Il più vicino è { $driver } { $car_in }, staccato di { $margin }.
  }
class-behind = { $variant ->
    [0] Li seguono { $results }.
    [1] A seguire { $results }.
    [2] Più indietro { $results }.
   *[other] Le posizioni successive sono di { $results }.
  }
class-spread = Le { $n_w } { $class } con un tempo valido sono racchiuse in { $margin }.
class-makes = Nei primi { $top_w } posti della { $class } ci sono { $n_w } marchi: { $makes }.
class-makes-all = Sono { $n_w } i marchi in { $class }: { $makes }.
place-among-gt = Tra tutte le GT { $car } ha il { $place } tempo.
dead-heat = Tempo identico al millesimo, { $time }, per { $ahead } e { $car }: il { $place } posto va alla { $ahead_no }, che lo ha ottenuto per prima.
double = { $driver } è iscritto su due vetture: { $car } ({ $class }) e { $other } ({ $otherclass }).
double-same-class = { $driver } figura nell'elenco iscritti su due { $class }, { $car } e { $other }.
no-time-why = Senza tempo { $car } ({ $class }): { $note }
no-time = { $n ->
    [1] La { $cars } non ha ottenuto tempi.
   *[other] Non hanno ottenuto tempi le vetture { $cars }.
  }
no-time-many = Non hanno ottenuto tempi { $n_d } vetture.
laps-total = Le { $cars_d } vetture scese in pista hanno percorso insieme { $n_d } giri.
laps-most = La più attiva è stata { $car }, con { $n_d } giri.
deleted = { $n ->
    [1] È stato cancellato un giro: { $cars }.
   *[other] Sono stati cancellati { $n_w } giri: { $cars }.
  }
voided = { $n ->
    [1] Annullati tutti i tempi della { $cars }.
   *[other] Annullati tutti i tempi delle vetture { $cars }.
  }
penalty = { $kind }: { $cars }.
penalty-warning = Avvertimento
penalty-drive-through = Drive through
penalty-stop = Stop and go
penalty-time = Penalità in tempo
penalty-laps = Giri tolti
penalty-grid = Posizioni perse in griglia
penalty-points = Punti tolti
penalty-fine = Multa
penalty-back-of-class = Retrocesse in fondo alla classe
penalty-back-of-field = Retrocesse in fondo allo schieramento
penalty-exclusion = Squalifica
penalty-red-flag = Responsabilità per una bandiera rossa
focus-car = { $names } ({ $car_bare }): { $place_d }º posto in { $class }.
focus-no-place = { $names } ({ $car_bare }, { $class }): nessun tempo.
next-race = Il risultato determina la griglia della { $name }, che scatta { $when } { $when_hour ->
    [1] all'
   *[other] {"alle "}
  }{ $when_clock } ({ $when_zone }{ $when_far ->
    [0] {""}
   *[other] ; sul posto saranno le { $when_local }
  }).
next = Il programma prosegue con { $name }: { $when }, ore { $when_clock } ({ $when_zone }{ $when_far ->
    [0] {""}
   *[other] ; sul posto le { $when_local }
  }).
balance = Balance of Performance: { $note }
win = { $crew_n ->
    [0] Vittoria assoluta di { $team } con { $car }: { $laps_d } giri in { $time }.
   *[other] { $crew_n ->
        [1] Vittoria assoluta di { $crew }
       *[other] Successo assoluto di { $crew }
      } { $car_in }{ $team_known ->
        [0] {""}
       *[other] {" "}di { $team }
      }: { $laps_d } giri in { $time }.
  }
win-margin = Seconda al traguardo { $car }, a { $margin }.
lead-changes = { $n ->
    [1] Sul traguardo il comando è cambiato una sola volta, tra { $cars_w } vetture.
   *[other] Sul traguardo il comando è cambiato { $n_w } volte, tra { $cars_w } vetture.
  }
led-most = Più a lungo di tutte è stata in testa { $car }: { $laps_d } giri.
cautions = { $n ->
    [1] La corsa è stata neutralizzata una volta, per { $time }.
   *[other] La corsa è stata neutralizzata { $n_w } volte, per { $time } in totale.
  }
cautions-count = { $n ->
    [1] La corsa è stata neutralizzata una volta.
   *[other] La corsa è stata neutralizzata { $n_w } volte.
  }
class-win = { $variant ->
    [0] In { $class } si impone { $car }{ $team_known ->
        [0] {""}
       *[other] {" "}di { $team }
      } dopo { $laps_d } giri{ $crew_n ->
        [0] {""}
       *[other] , affidata a { $crew }
      }.
    [1] La vittoria { $class } è { $crew_n ->
        [0] di { $team }
       *[other] { $crew_of }
      } { $car_in }{ $crew_n ->
        [0] {""}
       *[other] { $team_known ->
            [0] {""}
           *[other] {" "}di { $team }
          }
      }, con { $laps_d } giri.
    [2] { $car }{ $team_known ->
        [0] {""}
       *[other] {" "}di { $team }
      } vince in { $class }{ $crew_n ->
        [0] {""}
       *[other] {" "}con { $crew }
      }: { $laps_d } i giri percorsi.
   *[other] Prima in { $class }, con { $laps_d } giri, { $car }{ $crew_n ->
        [0] {""}
       *[other] {" "}di { $crew }
      }{ $team_known ->
        [0] {""}
       *[other] {" "}({ $team })
      }.
  }
class-win-behind = { $variant ->
    [0] Completano il podio { $results }.
    [1] Alle spalle dei vincitori { $results }.
    [2] Dietro { $results }.
   *[other] Nell'ordine seguono { $results }.
  }
fastest-lap = Il giro più veloce { $class } è { $driver_of }: { $time } { $car_in } al giro { $lap }.
no-flag = { $n ->
    [1] La { $cars } non ha visto la bandiera a scacchi.
   *[other] Non hanno visto la bandiera a scacchi { $cars }.
  }
no-flag-many = Non hanno visto la bandiera a scacchi { $n_d } vetture.
not-classified = { $n ->
    [1] Non classificata: { $cars }.
   *[other] Non classificate: { $cars }.
  }
not-classified-many = Non classificate { $n_d } vetture.
no-lap = { $n ->
    [1] La { $cars } non ha completato alcun giro.
   *[other] Non hanno completato alcun giro { $cars }.
  }
no-lap-many = Non hanno completato alcun giro { $n_d } vetture.
