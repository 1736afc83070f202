# Frases en español. Un número: `$n` para elegir, `$n_w` en letras, `$n_d` en cifras. Un coche: `$car` con su artículo,
# `$car_of`, `$car_to`, `$car_in` con la preposición, `$car_no` el dorsal solo. `$team_of`, `$team_for`, `$venue_at`
# traen su espacio o están vacíos.

# Valores
thousandths = { $n ->
    [1] una milésima
   *[other] { $n_d } milésimas
  }
seconds = { $plain } segundos
amount-seconds = { $n ->
    [1] un segundo
   *[other] { $n } segundos
  }
minutes = { $time }
laps = { $n ->
    [1] una vuelta
   *[other] { $n_w } vueltas
  }
laps-short = { $n ->
    [1] { $n } vuelta
   *[other] { $n } vueltas
  }
duration = { $hours ->
    [0] { $minutes ->
        [0] menos de un minuto
        [1] un minuto
       *[other] { $minutes_w } minutos
      }
   *[other] { $hours } h { $minutes } min
  }
clock = { $hours }:{ $minutes }
day-lead = { $day }.
zones = { $zone }
team-of = de { $team }
team-for = para { $team }
note-in-english = la fuente, en inglés, dice: «{ $text }».

session-practice = { $n ->
    [0] entrenamientos libres
   *[other] entrenamientos libres { $n }
  }
session-test = { $n ->
    [0] test
   *[other] sesión de test { $n }
  }
session-warm-up = warm-up
session-qualifying = { $of ->
    [0] clasificación
   *[other] clasificación { $classes }
  }
session-qualifying-race = carrera clasificatoria
session-race = carrera

# Títulos
head-how = Cómo se llegó hasta ahí
head-focus = { $country }
head-field = El resto de la parrilla
head-rulings = Decisiones y sanciones
head-next = Próxima cita
table-pos = Pos.
table-driver = Piloto
table-crew = Tripulación
table-car = Coche
table-team = Equipo
table-time = Tiempo
table-gap = Diferencia
table-laps = Vueltas

# Titular y entradilla
headline-pole = { $driver } pone { $car_acc } en la pole{ $venue_at }
headline-pole-record = { $driver }, pole{ $venue_at } con récord de la pista: { $time }
headline-fastest = { $venue_comma }{ $session }: { $driver } manda con { $car_acc }
headline-win = { $session_k ->
    [qualifying-race] { $car } gana la carrera clasificatoria{ $venue_at }
   *[other] { $car } gana{ $venue_at }
  }
headline-win-inherited = { $session_k ->
    [qualifying-race] { $car } hereda el triunfo en la carrera clasificatoria{ $venue_at }: { $out }, descalificado
   *[other] { $car } hereda el triunfo{ $venue_at }: { $out }, descalificado
  }
headline-classes = { $venue_comma }{ $session }: clase por clase
headline-none = { $venue_comma }{ $session }: sin tiempos
standfirst = { $day_lead }{ $others ->
    [1] En la otra clase, el mejor tiempo es de { $results }.
   *[other] En las demás clases, los mejores tiempos son de { $results }.
  }
standfirst-classes = { $day_lead }{ $others ->
    [1] El mejor tiempo de la clase es de { $results }.
   *[other] Los más rápidos de cada clase: { $results }.
  }
standfirst-race = { $day_lead }{ $others ->
    [1] La otra victoria de clase es para { $results }.
   *[other] Las demás victorias de clase son para { $results }.
  }
standfirst-race-classes = { $day_lead }{ $others ->
    [1] La victoria de clase es para { $results }.
   *[other] Las victorias de clase son para { $results }.
  }
standfirst-plain = { $venue_comma }{ $session }{ $day_tail }.

# La noticia
pole = { $driver } logró la pole position{ $team_for } con { $time } al volante { $car_of }.
pole-margin = { $driver } se quedó a { $margin } { $car_in }, en { $time }.
fastest = La vuelta más rápida es de { $driver } { $car_in }{ $team_of }: { $time }.
fastest-margin = Le sigue { $driver } { $car_in } en { $time }, a { $margin }.
make-sweep = { $n ->
    [2] Es un doblete de { $make }.
    [3] Es un triplete de { $make }.
   *[other] Los { $n_w } primeros puestos en { $class } son de { $make }.
  }
so-far = Aún no se ha mostrado la bandera a cuadros: así están las cosas por ahora.
record-track = La pole rebaja en { $margin } el récord de la pista, { $record }, que tenía { $holder } ({ $make }, { $year }).
under-record-all = Los { $n_w } coches de { $class } que marcaron tiempo bajaron del récord anterior.
under-record = De los { $all_w } coches de { $class }, { $n_w } bajaron del récord anterior.
record-class = Cae el récord de la { $class_full }, { $record }, que { $holder } tenía desde { $year } con { $make }: queda rebajado en { $margin }.
last-edition-faster = En { $year } la pole de { $class } había sido de { $driver } ({ $make }) en { $time }, { $margin } más.
last-edition-same = Ya en { $year } la pole de { $class } había sido de { $driver }, en { $time }, { $margin } más.
last-edition-slower = En { $year } la pole de { $class } había sido de { $driver } ({ $make }) en { $time }, { $margin } menos.
pole-count-row = Para { $driver } es el { $n ->
    [2] segundo
    [3] tercer
    [4] cuarto
    [5] quinto
    [6] sexto
   *[other] séptimo
  } año consecutivo, de { $since } a { $until }, con el mejor tiempo de la clase en la clasificación de las { $event }.
pole-count = Entre { $since } y { $until }, { $driver } marcó { $n_times } el mejor tiempo de la clase en la clasificación de las { $event }.

# Cómo se llegó hasta ahí
provisional = { $n ->
    [1] Antes, la pole provisional de { $class } había sido de { $results }.
   *[other] La pole provisional de { $class } había pasado por las manos de { $results }, en ese orden.
  }
provisional-late = La pole provisional de { $class } cambió de manos { $changes_times }; los últimos en tenerla antes del desenlace fueron { $results }, en ese orden.
pole-lap = { $driver } logró el tiempo de la pole en su vuelta { $lap } de { $laps }.
pole-lap-last = { $laps ->
    [1] { $driver } encontró el tiempo en su única vuelta.
   *[other] { $driver } encontró el tiempo en la última de sus { $laps } vueltas.
  }
red-flags = Dirección de carrera detuvo la sesión { $n_times } con bandera roja.
note = { $note }

# Clase por clase
class-pole = { $variant ->
    [0] La pole de { $class } es de { $driver }, { $time } { $car_in }{ $team_of }.
    [1] En { $class } la referencia es { $driver }: { $time } { $car_in }{ $team_of }.
    [2] En { $class } la pole va a manos de { $driver }, { $time } { $car_in }{ $team_of }.
    [3] Pole de { $class } para { $driver }, que { $car_in }{ $team_paren } paró el reloj en { $time }.
   *[4] El primer coche de { $class } es { $car }{ $team_of }, que { $driver } llevó a { $time }.
  }
class-fastest = { $variant ->
    [0] En { $class } manda { $driver } con { $time } al volante { $car_of }{ $team_of }.
    [1] El mejor tiempo de { $class } es de { $driver }: { $time } { $car_in }{ $team_of }.
    [2] Al frente de { $class } aparece { $driver }{ $team_paren }, { $time } { $car_in }.
    [3] Nadie en { $class } superó a { $driver }: { $time } { $car_in }{ $team_of }.
   *[4] La referencia en { $class }, { $time }, lleva la firma de { $driver } { $car_in }{ $team_of }.
  }
class-margin = { $variant ->
    [0] { $driver } se quedó a { $margin } { $car_in }.
    [1] { $driver } { $car_in } está a { $margin } de la cabeza.
    [2] Segundo puesto para { $driver } { $car_in }, a { $margin }.
    [3] La menor diferencia es la de { $driver } { $car_in }: { $margin }.
   *[4] A { $margin } sigue { $driver } { $car_in }.
  }
class-behind-lead = Tras los dos primeros en { $class } se colocaron { $results }.
class-behind-lead-one = Tercer puesto en { $class } para { $results }.
class-behind = { $variant ->
    [0] Les siguen { $results }.
    [1] A continuación, { $results }.
    [2] Después llegan { $results }.
    [3] Los siguientes puestos son de { $results }.
   *[4] Detrás, { $results }.
  }
class-behind-one = { $variant ->
    [0] Les sigue { $results }.
    [1] A continuación, { $results }.
    [2] Después llega { $results }.
    [3] El siguiente puesto es de { $results }.
   *[4] Detrás, { $results }.
  }
class-spread = Los { $n_w } coches de { $class } con tiempo se agrupan en { $margin }.
class-makes = En los { $top_w } primeros puestos de { $class } hay { $n_w } marcas: { $makes }.
class-makes-all = En { $class } compiten { $n_w } marcas: { $makes }.
place-among-gt = Entre todos los GT, { $car } tiene el { $place_short } tiempo.
dead-heat = { $ahead } y { $car } marcaron el mismo tiempo hasta la milésima, { $time }; el { $place_short } puesto es para el { $ahead_no }, que lo logró antes.

# El resto de la parrilla
double = { $driver } figura en la lista de inscritos con dos coches: { $car } ({ $class }) y { $other } ({ $otherclass }).
double-same-class = { $driver } figura en la lista de inscritos con dos coches de { $class }, { $car } y { $other }.
no-time-why = Sin tiempo, { $car } ({ $class }): { $note }
no-time = { $n ->
    [1] El { $cars } no marcó ningún tiempo.
   *[other] No marcaron ningún tiempo los { $cars }.
  }
no-time-many = { $n_d } coches no marcaron ningún tiempo.
laps-total = Los { $cars_d } coches que salieron a pista dieron entre todos { $n_d } vueltas.
laps-most = El que más rodó fue { $car }, con { $n_d } vueltas.
balance = Balance of Performance: { $note }
balance-version = Balance of Performance en vigor, { $state }: { $versions }.
bop-version = { $table } (versión { $n })
bop-provisional = provisional
bop-definitive = definitivo
bop-amended = rectificado
bop-draft = borrador
bop-superseded = sustituido

# Decisiones y sanciones
standing = El resultado es { $stage }.
stage-unofficial = oficioso
stage-provisional = provisional
stage-official = oficial
stage-amended = oficial, tras una rectificación
deleted-car = { $n ->
    [1] Se anuló una vuelta { $car_of }.
   *[other] Se anularon { $n_w } vueltas { $car_of }.
  }
deleted = { $n ->
    [1] Se anuló una vuelta: { $cars }.
   *[other] Se anularon { $n_w } vueltas: { $cars }.
  }
voided = { $n ->
    [1] El { $cars } perdió todos sus tiempos.
   *[other] Los { $cars } perdieron todos sus tiempos.
  }
penalty = { $kind }: { $cars }.
penalty-amount = { $kind } ({ $amount }): { $cars }.
penalty-article = { $kind } (art. { $article }): { $cars }.
penalty-amount-article = { $kind } ({ $amount }, art. { $article }): { $cars }.
penalty-warning = Advertencia
penalty-drive-through = Drive-through
penalty-stop = Stop and go
penalty-time = Sanción en tiempo
penalty-laps = Vueltas restadas
penalty-grid = Puestos perdidos en la parrilla
penalty-points = Puntos restados
penalty-fine = Multa
penalty-back-of-class = Relegado al final de la clase
penalty-back-of-field = Relegado al final de la parrilla
penalty-exclusion = Descalificado
penalty-red-flag = Responsable de una bandera roja

# La nación seguida
focus-time = { $names } ({ $car_bare }): { $place_short } puesto en { $class }, { $time }.
focus-race = { $names } ({ $car_bare }): { $place_short } puesto en { $class }.
focus-no-place = { $names } ({ $car_bare }, { $class }): sin puesto.

# Próxima cita
next-race = El resultado decide la parrilla{ $name_k ->
    [named] {" "}de la carrera { $name }
   *[other] {""}
  }; la carrera arranca el { $when }, { $when_hour ->
    [1] a la
   *[other] a las
  } { $when_clock } ({ $when_zone }{ $when_far ->
    [0] {""}
   *[other] ; { $when_local } en el circuito
  }).
next = A continuación: { $name }, el { $when }, { $when_hour ->
    [1] a la
   *[other] a las
  } { $when_clock } ({ $when_zone }{ $when_far ->
    [0] {""}
   *[other] ; { $when_local } en el circuito
  }).

# Carreras
win = { $crew_n ->
    [1] { $crew } ganó
   *[other] { $crew } ganaron
  }{ $venue_at } { $car_in }{ $team_of }: { $laps_d } vueltas en { $time }.
win-inherited = { $out } cruzó la meta en primer lugar, pero fue descalificado; la victoria{ $venue_at } es para { $crew } { $car_in }{ $team_of }: { $laps_d } vueltas en { $time }.
win-margin-inherited = El segundo puesto es para { $car }{ $team_of }, a { $margin }.
win-margin = Segundo en la meta fue { $car }{ $team_of }, a { $margin }.
lead-changes = En la línea de meta el liderato cambió { $n_times }, entre { $cars_w } coches.
led-most = El que más tiempo mandó fue { $car }: { $laps_d } vueltas.
led-most-last = El que más tiempo mandó fue { $car }, { $laps_d } vueltas, y tomó la cabeza definitivamente en la { $lap_d }.
led-last = En la vuelta { $lap_d } { $car } tomó la cabeza definitivamente.
cautions = La carrera se neutralizó { $n_times }, durante { $time }{ $n ->
    [1] {""}
   *[other] {" "}en total
  }.
cautions-count = La carrera se neutralizó { $n_times }.
class-first-out = { $out } cruzó la meta en primer lugar en { $class }, pero fue descalificado.
class-win = { $variant ->
    [0] En { $class } gana { $car }{ $team_of } tras { $laps_d } vueltas, con { $crew }.
    [1] La victoria en { $class } es de { $crew }, { $laps_d } vueltas { $car_in }{ $team_of }.
    [2] { $car }{ $team_of } se impone en { $class } con { $crew }: { $laps_d } vueltas completadas.
    [3] Al frente de { $class } tras { $laps_d } vueltas: { $crew } { $car_in }{ $team_paren }.
   *[4] El triunfo en { $class } va a manos de { $crew }, { $laps_d } vueltas { $car_in }{ $team_of }.
  }
class-win-team = En { $class } gana { $crew } con { $car_acc } tras { $laps_d } vueltas.
fastest-lap = La vuelta más rápida de { $class } es de { $driver } { $car_in }, en la vuelta { $lap_d }: { $time }.
fastest-lap-out = La vuelta más rápida de { $class }, { $outtime }, es de { $outdriver } con el descalificado { $out_bare }; la mejor de los demás es de { $driver } { $car_in }, en la vuelta { $lap_d }: { $time }.
no-flag = { $n ->
    [1] El { $cars } no vio la bandera a cuadros.
   *[other] No vieron la bandera a cuadros los { $cars }.
  }
no-flag-many = { $n_d } coches no vieron la bandera a cuadros.
not-classified = { $n ->
    [1] No clasificado: { $cars }.
   *[other] No clasificados: { $cars }.
  }
not-classified-many = { $n_d } coches no están clasificados.
no-lap = { $n ->
    [1] El { $cars } no completó ninguna vuelta.
   *[other] No completaron ninguna vuelta los { $cars }.
  }
no-lap-many = { $n_d } coches no completaron ninguna vuelta.

# Con la carrera en marcha
headline-lead-now = { $car } manda{ $venue_at } tras { $laps ->
    [1] una vuelta
   *[other] { $laps_d } vueltas
  }
lead-now = Tras { $laps ->
    [1] una vuelta
   *[other] { $laps_d } vueltas
  } manda { $car }{ $team_of }, con { $crew }.
lead-now-margin = Segundo es { $car }{ $team_of }, a { $margin }.
class-lead-now = En { $class } manda { $car }{ $team_of } tras { $laps ->
    [1] una vuelta
   *[other] { $laps_d } vueltas
  }, con { $crew }.
standfirst-lead-classes = { $day_lead }{ $others ->
    [1] Al frente de la clase: { $results }.
   *[other] Al frente de cada clase: { $results }.
  }
standfirst-lead = { $day_lead }{ $others ->
    [1] En la otra clase manda { $results }.
   *[other] En las demás clases mandan { $results }.
  }

# Imágenes
picture-gaps = { $class }: diferencias con el más rápido
picture-race-gaps = { $class }: diferencias con el ganador
picture-sectors = { $class }: mejores vueltas por sector, segundos respecto al mejor
picture-lap-times = { $class }: tiempos por vuelta de los cinco primeros, hasta el { $limit } % del mejor
picture-grid = Parrilla de salida según el reglamento
picture-seconds = segundos
picture-lap = vuelta
picture-sector = Sector
