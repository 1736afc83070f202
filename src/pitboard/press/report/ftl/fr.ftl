# Phrases en français. Un nombre : `$n` pour choisir, `$n_w` en lettres, `$n_d` en chiffres. Une voiture : `$car` avec son
# article, `$car_of`, `$car_to`, `$car_in` avec la préposition, `$car_no` le numéro seul. `$team_of`, `$team_for`,
# `$venue_at` apportent leur espace ou sont vides. Les espaces insécables sont posées par le programme.

# Valeurs
thousandths = { $n ->
    [1] un millième
   *[other] { $n_d } millièmes
  }
seconds = { $time }
amount-seconds = { $n ->
    [1] une seconde
   *[other] { $n } secondes
  }
minutes = { $time }
laps = { $n ->
    [1] un tour
   *[other] { $n_w } tours
  }
laps-short = { $n ->
    [1] { $n } tour
   *[other] { $n } tours
  }
duration = { $hours ->
    [0] { $minutes ->
        [0] moins d'une minute
        [1] une minute
       *[other] { $minutes_w } minutes
      }
   *[other] { $hours } h { $minutes } min
  }
clock = { $hours } h { $minutes }
day-lead = { $day }.
zones = { $zone }
team-of = { $team_of }
team-for = pour { $team }
note-in-english = la source, en anglais, rapporte : « { $text } ».

session-practice = { $n ->
    [0] essais libres
   *[other] essais libres { $n }
  }
session-test = { $n ->
    [0] essais
   *[other] séance d'essais { $n }
  }
session-warm-up = warm-up
session-qualifying = { $of ->
    [0] qualifications
   *[other] qualifications { $classes }
  }
session-qualifying-race = course qualificative
session-race = course

# Titres
head-how = Comment cela s'est joué
head-focus = { $country }
head-field = Le reste du plateau
head-rulings = Décisions et pénalités
head-next = La suite
table-pos = Pos.
table-driver = Pilote
table-crew = Équipage
table-car = Voiture
table-team = Équipe
table-time = Temps
table-gap = Écart
table-laps = Tours

# Titre et chapeau
headline-pole = { $driver } place { $car_acc } en pole{ $venue_at }
headline-pole-record = { $driver } en pole{ $venue_at } avec le record de la piste : { $time }
headline-fastest = { $venue_comma }{ $session } : { $driver } en tête avec { $car_acc }
headline-win = { $session_k ->
    [qualifying-race] { $car } gagne la course qualificative{ $venue_at }
   *[other] { $car } s'impose{ $venue_at }
  }
headline-win-inherited = { $session_k ->
    [qualifying-race] { $car } hérite de la course qualificative{ $venue_at } : { $out } est disqualifiée
   *[other] { $car } hérite de la victoire{ $venue_at } : { $out } est disqualifiée
  }
headline-classes = { $venue_comma }{ $session } : catégorie par catégorie
headline-none = { $venue_comma }{ $session } : aucun temps
standfirst = { $day_lead }{ $others ->
    [1] Dans l'autre catégorie, le meilleur temps revient à { $results }.
   *[other] Dans les autres catégories, les meilleurs temps reviennent à { $results }.
  }
standfirst-classes = { $day_lead }{ $others ->
    [1] Le meilleur temps de la catégorie revient à { $results }.
   *[other] Les plus rapides de chaque catégorie : { $results }.
  }
standfirst-race = { $day_lead }{ $others ->
    [1] L'autre victoire de catégorie revient à { $results }.
   *[other] Les autres victoires de catégorie : { $results }.
  }
standfirst-race-classes = { $day_lead }{ $others ->
    [1] La victoire de catégorie revient à { $results }.
   *[other] Les victoires de catégorie : { $results }.
  }
standfirst-plain = { $venue_comma }{ $session }{ $day_tail }.

# L'essentiel
pole = { $driver } a décroché la pole position{ $team_for } en { $time } { $car_in }.
pole-margin = { $driver }, { $car_in }, échoue à { $margin } en { $time }.
fastest = { $driver } a signé le tour le plus rapide { $car_in }{ $team_of } : { $time }.
fastest-margin = Suit { $driver } { $car_in } en { $time }, à { $margin }.
make-sweep = { $n ->
    [2] C'est un doublé { $make }.
    [3] C'est un triplé { $make }.
   *[other] Les { $n_w } premières places en { $class } sont toutes pour { $make }.
  }
so-far = Le drapeau à damier n'a pas encore été présenté : c'est la situation du moment.
record-track = Le record de la piste, { $record } par { $holder } ({ $make }, { $year }), est battu de { $margin }.
under-record-all = Les { $n_w } voitures { $class } qui ont signé un temps sont toutes passées sous l'ancien record.
under-record = Parmi les { $all_w } voitures { $class }, { $n_w } sont passées sous l'ancien record.
record-class = Le record de la { $class_full }, { $record }, détenu depuis { $year } par { $holder } avec { $make }, est amélioré de { $margin }.
last-edition-faster = En { $year }, la pole { $class } était revenue à { $driver } ({ $make }) en { $time }, soit { $margin } de plus.
last-edition-same = En { $year } déjà, la pole { $class } était revenue à { $driver } en { $time }, soit { $margin } de plus.
last-edition-slower = En { $year }, la pole { $class } était revenue à { $driver } ({ $make }) en { $time }, soit { $margin } de moins.
pole-count-row = C'est pour { $driver } la { $n ->
    [2] deuxième
    [3] troisième
    [4] quatrième
    [5] cinquième
    [6] sixième
   *[other] septième
  } année de suite, de { $since } à { $until }, avec le meilleur temps de la catégorie aux qualifications des { $event }.
pole-count = Entre { $since } et { $until }, { $driver } a signé { $n_times } le meilleur temps de la catégorie aux qualifications des { $event }.

# Comment cela s'est joué
provisional = { $n ->
    [1] Auparavant, { $results } détenait la pole provisoire { $class }.
   *[other] La pole provisoire { $class } avait changé de mains : { $results }, dans cet ordre.
  }
provisional-late = La pole provisoire { $class } a changé de mains { $changes_times } ; les derniers à la détenir avant le verdict : { $results }, dans cet ordre.
pole-lap = { $driver } a signé le temps de la pole à son tour { $lap } sur { $laps }.
pole-lap-last = { $laps ->
    [1] { $driver } a trouvé ce temps dans son unique tour.
   *[other] { $driver } a trouvé ce temps dans le tout dernier de ses { $laps } tours.
  }
red-flags = La direction de course a interrompu la séance { $n_times } au drapeau rouge.
note = { $note }

# Catégorie par catégorie
class-pole = { $variant ->
    [0] La pole { $class } revient à { $driver } en { $time } { $car_in }{ $team_of }.
    [1] En { $class }, la référence est { $driver } : { $time } { $car_in }{ $team_of }.
    [2] En { $class }, la pole est pour { $driver }, { $time } { $car_in }{ $team_of }.
    [3] { $driver } place { $car_acc }{ $team_paren } en pole { $class } en { $time }.
   *[4] Première des voitures { $class }, { $car }{ $team_of } a tourné en { $time } aux mains { $driver_of }.
  }
class-fastest = { $variant ->
    [0] En { $class }, { $driver } mène en { $time } { $car_in }{ $team_of }.
    [1] Le meilleur temps { $class } est l'œuvre { $driver_of } : { $time } { $car_in }{ $team_of }.
    [2] En tête de la { $class_full } : { $driver }{ $team_paren }, { $time } { $car_in }.
    [3] En { $class }, personne n'a battu { $driver } : { $time } { $car_in }{ $team_of }.
   *[4] Le chrono de référence en { $class }, { $time }, porte la signature { $driver_of } { $car_in }{ $team_of }.
  }
class-margin = { $variant ->
    [0] { $driver } la manque de { $margin } { $car_in }.
    [1] { $driver } { $car_in } reste à { $margin } de la tête.
    [2] Deuxième temps pour { $driver } { $car_in }, à { $margin }.
    [3] L'écart le plus faible est celui { $driver_of } { $car_in } : { $margin }.
   *[4] À { $margin } suit { $driver } { $car_in }.
  }
class-behind-lead = Derrière les deux premiers en { $class } : { $results }.
class-behind-lead-one = Troisième place en { $class } pour { $results }.
class-behind = { $variant ->
    [0] Suivent { $results }.
    [1] Viennent ensuite { $results }.
    [2] Puis arrivent { $results }.
    [3] Les places suivantes reviennent à { $results }.
   *[4] Derrière : { $results }.
  }
class-behind-one = { $variant ->
    [0] Suit { $results }.
    [1] Vient ensuite { $results }.
    [2] Puis arrive { $results }.
    [3] La place suivante revient à { $results }.
   *[4] Derrière : { $results }.
  }
class-spread = Les { $n_w } voitures { $class } avec un temps se tiennent en { $margin }.
class-makes = Aux { $top_w } premières places en { $class } figurent { $n_w } marques : { $makes }.
class-makes-all = Le plateau { $class } compte { $n_w } marques : { $makes }.
place-among-gt = Parmi toutes les GT, { $car } a le { $place } temps.
dead-heat = { $ahead } et { $car } ont signé le même temps au millième, { $time } ; la { $place_f } place revient à la { $ahead_no }, qui l'a réalisé plus tôt.

# Le reste du plateau
double = { $driver } figure sur la liste des engagés avec deux voitures : { $car } ({ $class }) et { $other } ({ $otherclass }).
double-same-class = { $driver } figure sur la liste des engagés avec deux voitures { $class }, { $car } et { $other }.
no-time-why = Sans temps, { $car } ({ $class }) : { $note }
no-time = { $n ->
    [1] La { $cars } n'a signé aucun temps.
   *[other] Aucun temps pour les { $cars }.
  }
no-time-many = { $n_d } voitures n'ont signé aucun temps.
laps-total = Les { $cars_d } voitures en piste ont couvert ensemble { $n_d } tours.
laps-most = La plus assidue a été { $car }, avec { $n_d } tours.
balance = Balance de performance : { $note }
balance-version = Balance de performance en vigueur, { $state } : { $versions }.
bop-version = { $table } (version { $n })
bop-provisional = provisoire
bop-definitive = définitive
bop-amended = rectifiée
bop-draft = projet
bop-superseded = remplacée

# Décisions et pénalités
standing = Le résultat est { $stage }.
stage-unofficial = officieux
stage-provisional = provisoire
stage-official = officiel
stage-amended = officiel, après rectification
deleted-car = { $n ->
    [1] Un tour { $car_of } a été annulé.
   *[other] { $n_w } tours { $car_of } ont été annulés.
  }
deleted = { $n ->
    [1] Un tour a été annulé : { $cars }.
   *[other] { $n_w } tours ont été annulés : { $cars }.
  }
voided = { $n ->
    [1] La { $cars } a perdu tous ses temps.
   *[other] Les { $cars } ont perdu tous leurs temps.
  }
penalty = { $kind } : { $cars }.
penalty-amount = { $kind } ({ $amount }) : { $cars }.
penalty-article = { $kind } (art. { $article }) : { $cars }.
penalty-amount-article = { $kind } ({ $amount }, art. { $article }) : { $cars }.
penalty-warning = Avertissement
penalty-drive-through = Drive-through
penalty-stop = Stop-and-go
penalty-time = Pénalité en temps
penalty-laps = Tours retirés
penalty-grid = Recul sur la grille
penalty-points = Points retirés
penalty-fine = Amende
penalty-back-of-class = Renvoi en fond de catégorie
penalty-back-of-field = Renvoi en fond de grille
penalty-exclusion = Disqualification
penalty-red-flag = Responsabilité d'un drapeau rouge

# La nation suivie
focus-time = { $names } ({ $car_bare }) : { $place_f } place en { $class }, { $time }.
focus-race = { $names } ({ $car_bare }) : { $place_f } place en { $class }.
focus-no-place = { $names } ({ $car_bare }, { $class }) : sans classement.

# La suite
next-race = Le résultat détermine la grille{ $name_k ->
    [named] {" "}({ $name })
   *[other] {""}
  } ; le départ sera donné { $when } à { $when_clock } ({ $when_zone }{ $when_far ->
    [0] {""}
   *[other] {" "}; { $when_local } sur place
  }).
next = Prochain rendez-vous : { $name }, { $when } à { $when_clock } ({ $when_zone }{ $when_far ->
    [0] {""}
   *[other] {" "}; { $when_local } sur place
  }).

# Courses
win = { $crew_n ->
    [1] { $crew } a gagné
   *[other] { $crew } ont gagné
  }{ $venue_at } { $car_in }{ $team_of } : { $laps_d } tours en { $time }.
win-inherited = { $out } a franchi la ligne en tête mais a été disqualifiée ; la victoire{ $venue_at } revient à { $crew } { $car_in }{ $team_of } : { $laps_d } tours en { $time }.
win-margin-inherited = La deuxième place revient { $car_to }{ $team_of }, à { $margin }.
win-margin = Deuxième à l'arrivée, { $car }{ $team_of } termine à { $margin }.
lead-changes = Sur la ligne, la tête a changé de mains { $n_times }, entre { $cars_w } voitures.
led-most = { $car } a mené le plus longtemps : { $laps_d } tours.
led-most-last = { $car } a mené le plus longtemps, { $laps_d } tours, et a pris définitivement la tête au tour { $lap_d }.
led-last = { $car } a pris définitivement la tête au tour { $lap_d }.
cautions = La course a été neutralisée { $n_times }, pendant { $time }{ $n ->
    [1] {""}
   *[other] {" "}au total
  }.
cautions-count = La course a été neutralisée { $n_times }.
class-first-out = { $out } a franchi la ligne en tête en { $class } mais a été disqualifiée.
class-win = { $variant ->
    [0] En { $class }, { $car }{ $team_of } s'impose après { $laps_d } tours avec { $crew }.
    [1] La victoire { $class } revient à { $crew }, { $laps_d } tours { $car_in }{ $team_of }.
    [2] { $car }{ $team_of } gagne en { $class } avec { $crew } : { $laps_d } tours couverts.
    [3] En tête de la { $class_full } après { $laps_d } tours : { $crew } { $car_in }{ $team_paren }.
   *[4] Le succès { $class } est pour { $crew }, { $laps_d } tours { $car_in }{ $team_of }.
  }
class-win-team = En { $class }, victoire de l'équipe { $crew } avec { $car_acc } après { $laps_d } tours.
fastest-lap = Le tour le plus rapide en { $class } est l'œuvre { $driver_of } { $car_in }, au tour { $lap_d } : { $time }.
fastest-lap-out = Le tour le plus rapide en { $class }, { $outtime }, est l'œuvre { $outdriver_of } avec { $out_acc }, disqualifiée ; le meilleur des autres est celui { $driver_of } { $car_in }, au tour { $lap_d } : { $time }.
no-flag = { $n ->
    [1] La { $cars } n'a pas vu le drapeau à damier.
   *[other] Les { $cars } n'ont pas vu le drapeau à damier.
  }
no-flag-many = { $n_d } voitures n'ont pas vu le drapeau à damier.
not-classified = { $n ->
    [1] Non classée : { $cars }.
   *[other] Non classées : { $cars }.
  }
not-classified-many = { $n_d } voitures ne sont pas classées.
no-lap = { $n ->
    [1] La { $cars } n'a bouclé aucun tour.
   *[other] Les { $cars } n'ont bouclé aucun tour.
  }
no-lap-many = { $n_d } voitures n'ont bouclé aucun tour.

# Pendant la course
headline-lead-now = { $car } en tête{ $venue_at } après { $laps ->
    [1] un tour
   *[other] { $laps_d } tours
  }
lead-now = Après { $laps ->
    [1] un tour
   *[other] { $laps_d } tours
  }, { $car }{ $team_of } est en tête avec { $crew }.
lead-now-margin = Deuxième, { $car }{ $team_of } suit à { $margin }.
class-lead-now = En { $class }, { $car }{ $team_of } mène après { $laps ->
    [1] un tour
   *[other] { $laps_d } tours
  } avec { $crew }.
standfirst-lead-classes = { $day_lead }{ $others ->
    [1] En tête de la catégorie : { $results }.
   *[other] En tête de chaque catégorie : { $results }.
  }
standfirst-lead = { $day_lead }{ $others ->
    [1] Dans l'autre catégorie, { $results } mène.
   *[other] Dans les autres catégories mènent { $results }.
  }

# Images
picture-gaps = { $class } : écarts sur le plus rapide
picture-race-gaps = { $class } : écarts sur la voiture gagnante
picture-sectors = { $class } : meilleurs tours par secteur, secondes de retard sur le meilleur
picture-lap-times = { $class } : temps au tour des cinq premières, jusqu'à { $limit } % du meilleur
picture-grid = Grille de départ selon le règlement
picture-seconds = secondes
picture-lap = tour
picture-sector = Secteur
