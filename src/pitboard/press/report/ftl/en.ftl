# Sentences in English. A number: `$n` to choose by, `$n_w` in words, `$n_d` in figures. A car: `$car` with its article,
# `$car_in` in it, `$car_no` the number alone. A class: `$class`, `$class_cars` its cars. `$team_of`, `$team_for`, `$venue_at` bring their own blank, or are empty.

# Values
thousandths = { $n } thousandths
seconds = { $time } seconds
amount-seconds = { $n ->
    [1] one second
   *[other] { $n } seconds
  }
minutes = { $time } minutes
laps-short = { $n ->
    [1] { $n } lap
   *[other] { $n } laps
  }
laps = { $n ->
    [1] one lap
   *[other] { $n_w } laps
  }
duration = { $hours ->
    [0] { $minutes ->
        [0] less than a minute
        [1] one minute
       *[other] { $minutes_w } minutes
      }
   *[other] { $hours } h { $minutes } min
  }
clock = { $hours }:{ $minutes }
day-lead = { $day }:
zones = { $zone }
team-of = of { $team }
team-for = for { $team }
note-in-english = { $text }.

session-practice = { $n ->
    [0] practice
   *[other] Practice { $n }
  }
session-test = { $n ->
    [0] testing
   *[other] test session { $n }
  }
session-warm-up = the warm-up
session-qualifying = { $of ->
    [0] qualifying
   *[other] { $classes } qualifying
  }
session-qualifying-race = the qualifying race
session-race = the race

# Headings
head-how = How it came about
head-focus = { $country }
head-field = The field
head-rulings = Rulings
head-next = What comes next
table-pos = Pos
table-driver = Driver
table-crew = Crew
table-car = Car
table-team = Team
table-time = Time
table-gap = Gap
table-laps = Laps

# Headline and standfirst
headline-pole = { $driver } puts { $car } on pole{ $venue_at }
headline-pole-record = { $driver } on pole{ $venue_at } with a track record of { $time }
headline-fastest = { $driver } sets the pace in { $session }{ $venue_at }
headline-win = { $session_k ->
    [qualifying-race] { $car } wins the qualifying race{ $venue_at }
   *[other] { $car } wins{ $venue_at }
  }
headline-win-inherited = { $session_k ->
    [qualifying-race] { $car } wins the qualifying race{ $venue_at } after { $out } is disqualified
   *[other] { $car } wins{ $venue_at } after { $out } is disqualified
  }
headline-classes = { $session }{ $venue_at }: the classes in turn
headline-none = { $session }{ $venue_at }: no lap times
standfirst = { $day_lead }{ $results } { $others ->
    [1] was fastest in the other class.
   *[other] were fastest in the other classes.
  }
standfirst-classes = { $day_lead }{ $results } { $others ->
    [1] was fastest of the class.
   *[other] were fastest in their classes.
  }
standfirst-race = { $day_lead }{ $others ->
    [1] class win for { $results }.
   *[other] class wins for { $results }.
  }
standfirst-race-classes = { $day_lead }{ $others ->
    [1] class win for { $results }.
   *[other] class wins for { $results }.
  }
standfirst-plain = { $session }{ $venue_at }{ $day_tail }.

# The news
pole = { $driver } took pole{ $team_for }, lapping{ $venue_full } in { $time } with { $car }.
pole-margin = { $driver } was { $margin } away { $car_in }, on { $time }.
fastest = { $driver } set the fastest lap in { $car }{ $team_of }: { $time }.
fastest-margin = Next came { $driver } { $car_in }, { $margin } back on { $time }.
make-sweep = { $n ->
    [2] It is a { $make } one-two.
    [3] It is a { $make } one-two-three.
   *[other] The first { $n_w } cars in { $class } are all { $make }.
  }
so-far = No chequered flag has been shown yet: this is how things stand.
record-track = The pole lap beats the track record of { $record }, held by { $holder } ({ $make }, { $year }), by { $margin }.
under-record-all = All { $n_w } { $class_cars } that set a time were quicker than the old record.
under-record = { $n_w } of the { $all_w } { $class_cars } were quicker than the old record.
record-class = The { $class } record of { $record }, which { $holder } had held with { $make } since { $year }, falls by { $margin }.
last-edition-faster = The { $class } pole of { $year } was { $time }, by { $driver } ({ $make }), { $margin } slower than this one.
last-edition-same = { $driver } had taken the { $class } pole of { $year } too, { $margin } slower in { $time }.
last-edition-slower = The { $class } pole of { $year }, { $time } by { $driver } ({ $make }), was { $margin } faster.
pole-count-row = For { $driver } it is the { $n ->
    [2] second
    [3] third
    [4] fourth
    [5] fifth
    [6] sixth
   *[other] seventh
  } year in a row as fastest of the class in qualifying at the { $event }, { $since } to { $until }.
pole-count = Between { $since } and { $until } { $driver } has been fastest of the class in { $event } qualifying { $n_times }.

# How it came about
provisional = { $n ->
    [1] Before that, the provisional { $class } pole belonged to { $results }.
   *[other] The provisional { $class } pole had passed through the hands of { $results }, in that order.
  }
pole-lap = The pole lap was lap { $lap } of the { $laps } that { $driver } drove.
provisional-late = The provisional { $class } pole changed hands { $changes_times }; the last to hold it before it was settled were { $results }, in that order.
pole-lap-last = { $laps ->
    [1] { $driver } found the time on the only lap driven.
   *[other] { $driver } found the time on the very last of { $laps } laps.
  }
red-flags = Race control stopped the session { $n_times } with the red flag.
note = { $note }

# Class by class
class-pole = { $variant ->
    [0] { $driver } took the { $class } pole in { $time } with { $car }{ $team_of }.
    [1] In { $class } { $driver } was the one to beat: { $time } for { $car }{ $team_of }.
    [2] Pole in { $class } goes to { $driver }, { $time } { $car_in }{ $team_of }.
    [3] { $class } pole fell to { $driver } { $car_in }{ $team_paren } on { $time }.
   *[4] First of the { $class_cars } is { $car }{ $team_of }, which { $driver } took round in { $time }.
  }
class-fastest = { $variant ->
    [0] { $driver } led { $class } in { $time } with { $car }{ $team_of }.
    [1] The best { $class } time came from { $driver }: { $time } { $car_in }{ $team_of }.
    [2] { $class } was headed by { $driver }{ $team_paren }, { $time } { $car_in }.
    [3] Nobody in { $class } beat the { $time } of { $driver } { $car_in }{ $team_of }.
   *[4] Quickest in { $class } was { $driver }, on { $time } with { $car }{ $team_of }.
  }
class-margin = { $variant ->
    [0] { $driver } missed it by { $margin } { $car_in }.
    [1] { $margin } separated { $driver } { $car_in } from the top.
    [2] Second was { $driver } { $car_in }, { $margin } down.
    [3] { $driver } came closest: { $margin } short { $car_in }.
   *[4] The gap to { $driver } { $car_in } was { $margin }.
  }
class-behind-lead = Behind the first two in { $class } came { $results }.
class-behind-lead-one = Third in { $class } was { $results }.
class-behind = { $variant ->
    [0] Behind them: { $results }.
    [1] They were followed by { $results }.
    [2] Next came { $results }.
    [3] The next places went to { $results }.
   *[4] Then came { $results }.
  }
class-behind-one = { $variant ->
    [0] Behind: { $results }.
    [1] Next was { $results }.
    [2] Then came { $results }.
    [3] The next place went to { $results }.
   *[4] { $results } followed.
  }
class-spread = { $margin } covered the { $n_w } { $class_cars } with a time.
class-makes = { $n_w } makes share the first { $top_w } places in { $class }: { $makes }.
class-makes-all = { $n_w } makes make up the { $class } field: { $makes }.
place-among-gt = { $car } was { $place } of all GT cars.
dead-heat = { $ahead } and { $car } tied to the thousandth on { $time }; { $ahead_no } takes { $place } place because it set the time earlier.

# The field
double = { $driver } is entered twice: in { $car } ({ $class }) and in { $other } ({ $otherclass }).
double-same-class = { $driver } is on the entry list of two { $class_cars }, { $car } and { $other }.
no-time-why = { $car } ({ $class }) went without a time: { $note }
no-time = { $cars } set no time.
no-time-many = { $n_d } cars set no time.
laps-total = Together the { $cars_d } cars that ran covered { $n_d } laps.
laps-most = { $car } drove most, { $n_d } laps.
balance = Balance of Performance: { $note }
balance-version = Balance of Performance in force, { $state }: { $versions }.
bop-version = { $table } (version { $n })
bop-provisional = provisional
bop-definitive = definitive
bop-amended = amended
bop-draft = draft
bop-superseded = superseded

# Rulings
standing = The result is { $stage }.
stage-unofficial = unofficial
stage-provisional = provisional
stage-official = official
stage-amended = official, as amended
deleted-car = { $n ->
    [1] One lap of { $car } was deleted.
   *[other] { $n_w } laps of { $car } were deleted.
  }
deleted = { $n ->
    [1] One lap was deleted: { $cars }.
   *[other] { $n_w } laps were deleted: { $cars }.
  }
voided = { $n ->
    [1] { $cars } lost all its times.
   *[other] { $cars } lost all their times.
  }
penalty = { $kind }: { $cars }.
penalty-amount = { $kind } ({ $amount }): { $cars }.
penalty-article = { $kind } (art. { $article }): { $cars }.
penalty-amount-article = { $kind } ({ $amount }, art. { $article }): { $cars }.
penalty-warning = Warning
penalty-drive-through = Drive-through
penalty-stop = Stop and go
penalty-time = Time penalty
penalty-laps = Laps taken off
penalty-grid = Loss of grid places
penalty-points = Loss of points
penalty-fine = Fine
penalty-back-of-class = Moved to the back of the class
penalty-back-of-field = Moved to the back of the field
penalty-exclusion = Disqualified
penalty-red-flag = Held responsible for a red flag

# The nation in focus
focus-time = { $names } ({ $car_bare }): { $place } in { $class }, { $time }.
focus-race = { $names } ({ $car_bare }): { $place } in { $class }.
focus-no-place = { $names } ({ $car_bare }, { $class }): not placed.

# What comes next
next-race = The result sets the grid for { $name_k ->
    [named] the { $name }
   *[other] { $name }
  }, which starts on { $when } at { $when_clock } { $when_zone }{ $when_far ->
    [0] {""}
   *[other] {" "}({ $when_local } at the track)
  }.
next = Next is { $name }, on { $when } at { $when_clock } { $when_zone }{ $when_far ->
    [0] {""}
   *[other] {" "}({ $when_local } at the track)
  }.

# Races
win = { $crew } won{ $venue_at } with { $car }{ $team_of }: { $laps_d } laps in { $time }.
win-inherited = { $out } crossed the line first but was disqualified; the win{ $venue_at } goes to { $crew } with { $car }{ $team_of }: { $laps_d } laps in { $time }.
win-margin-inherited = Second place goes to { $car }{ $team_of }, { $margin } behind.
win-margin = { $car }{ $team_of } finished second, { $margin } behind.
lead-changes = At the line the lead changed hands { $n_times } between { $cars_w } cars.
led-most = { $car } led most laps: { $laps_d }.
led-most-last = { $car } led most laps, { $laps_d }, and took the lead for good on lap { $lap_d }.
led-last = { $car } took the lead for good on lap { $lap_d }.
cautions = The race was neutralised { $n_times }, for { $time }{ $n ->
    [1] {""}
   *[other] {" "}in all
  }.
cautions-count = The race was neutralised { $n_times }.
class-first-out = { $out } crossed the line first in { $class } but was disqualified.
class-win = { $variant ->
    [0] { $class } went to { $car }{ $team_of } after { $laps_d } laps, driven by { $crew }.
    [1] In { $class } the win goes to { $crew }, { $laps_d } laps { $car_in }{ $team_of }.
    [2] { $car }{ $team_of } won { $class } with { $crew }, { $laps_d } laps completed.
    [3] First in { $class } after { $laps_d } laps: { $crew } { $car_in }{ $team_paren }.
   *[4] The best of { $class } were found in { $car }{ $team_of }: { $crew }, with { $laps_d } laps.
  }
class-win-team = { $class } went to { $crew } with { $car } after { $laps_d } laps.
fastest-lap = The fastest { $class } lap was set by { $driver } { $car_in } on lap { $lap_d }: { $time }.
fastest-lap-out = The fastest { $class } lap, { $outtime }, was set by { $outdriver } in the disqualified { $out_bare }; the fastest of the others came from { $driver } { $car_in } on lap { $lap_d }: { $time }.
no-flag = { $cars } did not take the chequered flag.
no-flag-many = { $n_d } cars did not take the chequered flag.
not-classified = Not classified: { $cars }.
not-classified-many = { $n_d } cars are not classified.
no-lap = { $cars } completed no lap.
no-lap-many = { $n_d } cars completed no lap.

# While a race runs
headline-lead-now = { $car } leads{ $venue_at } after { $laps_d } { $laps ->
    [1] lap
   *[other] laps
  }
lead-now = After { $laps ->
    [1] one lap
   *[other] { $laps_d } laps
  } { $car }{ $team_of } leads, with { $crew }.
lead-now-margin = { $car }{ $team_of } is second, { $margin } behind.
class-lead-now = In { $class } { $car }{ $team_of } leads, with { $crew } and { $laps ->
    [1] one lap
   *[other] { $laps_d } laps
  } completed.
standfirst-lead-classes = { $day_lead }{ $others ->
    [1] { $results } leads the class.
   *[other] { $results } lead their classes.
  }
standfirst-lead = { $day_lead }{ $others ->
    [1] { $results } leads the other class.
   *[other] { $results } lead the other classes.
  }

# Pictures
picture-gaps = { $class }: gap to the fastest
picture-race-gaps = { $class }: gap to the winner
picture-sectors = { $class }: best laps by sector, seconds behind the best
picture-lap-times = { $class }: lap times of the first five, up to { $limit } % of the best
picture-grid = Starting grid by the rulebook
picture-seconds = seconds
picture-lap = lap
picture-sector = Sector
