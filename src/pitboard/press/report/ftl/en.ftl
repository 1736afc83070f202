# Sentences in English. `$x_w` is a number in words, `$x_no` the car's number alone.

thousandths = { $n } thousandths
seconds = { $time } seconds
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
       *[other] { $minutes } minutes
      }
   *[other] { $hours } h { $minutes } min
  }
note-in-english = { $text }

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

headline-pole = { $driver } puts { $car } on pole at { $circuit }
headline-fastest = { $driver } sets the pace in { $session } at { $circuit }
headline-win = { $car } wins at { $circuit }
headline-classes = { $session } at { $circuit }: the classes in turn
headline-none = { $session } at { $circuit }: no lap times
standfirst = { $day }: { $results } { $others ->
    [1] was fastest in the other class.
   *[other] were fastest in the other classes.
  }
standfirst-classes = { $day }: { $results } were fastest in their classes.
standfirst-race = { $day }: class wins for { $results }.
standfirst-plain = { $session } at { $circuit }, { $day }.

pole = { $driver } took pole{ $team_known ->
    [0] {""}
   *[other] {" "}for { $team }
  }, lapping { $circuit } in { $time } with { $car }.
pole-margin = { $driver } was { $margin } away in { $car }, on { $time }.
fastest = { $driver } set the fastest lap in { $car }{ $team_known ->
    [0] {""}
   *[other] {" "}of { $team }
  }: { $time }.
fastest-margin = Next came { $driver } in { $car }, { $margin } back on { $time }.
record-track = The lap beats the track record of { $record }, held by { $holder } ({ $make }, { $year }), by { $margin }.
under-record-all = All { $n_w } { $class } cars were quicker than the old record.
under-record = { $n_w } of the { $all_w } { $class } cars were quicker than the old record.
record-class = That also takes { $margin } off the { $class } record of { $record }, which { $holder } had held with { $make } since { $year }.
last-edition-faster = The { $class } pole of { $year } was { $time }, by { $driver } ({ $make }), { $margin } slower than this one.
last-edition-slower = The { $class } pole of { $year }, { $time } by { $driver } ({ $make }), was { $margin } faster.
pole-count-row = For { $driver } it is the { $n ->
    [2] second
    [3] third
    [4] fourth
    [5] fifth
    [6] sixth
   *[other] seventh
  } year in a row as fastest of the class in qualifying at the { $event }, { $since } to { $until }.
pole-count = Between { $since } and { $until } { $driver } has been fastest of the class in { $event } qualifying { $n ->
    [2] twice
   *[other] { $n_w } times
  }.
provisional = { $n ->
    [1] Before that, the provisional { $class } pole belonged to { $results }.
   *[other] The provisional { $class } pole had passed through the hands of { $results }, in that order.
  }
pole-lap = The pole lap was { $driver }'s lap { $lap } of { $laps }.
pole-lap-last = { $driver } found the time on the very last lap, number { $lap }.
red-flags = { $n ->
    [1] Race control stopped the session once with the red flag.
   *[other] Race control stopped the session { $n_w } times with the red flag.
  }
note = { $note }
class-pole = { $variant ->
    [0] { $driver } took the { $class } pole in { $time } with { $car }{ $team_known ->
        [0] {""}
       *[other] {" "}of { $team }
      }.
    [1] In { $class } { $driver } was the one to beat: { $time } for { $car }{ $team_known ->
        [0] {""}
       *[other] {" "}of { $team }
      }.
    [2] Pole in { $class } goes to { $driver }{ $team_known ->
        [0] {""}
       *[other] {" "}and { $team }
      }, { $time } in { $car }.
   *[other] { $class } pole fell to { $driver } in { $car }{ $team_known ->
        [0] {""}
       *[other] {" "}({ $team })
      } on { $time }.
  }
class-fastest = { $variant ->
    [0] { $driver } led { $class } in { $time } with { $car }{ $team_known ->
        [0] {""}
       *[other] {" "}of { $team }
      }.
    [1] The best { $class } time was { $driver }'s: { $time } in { $car }{ $team_known ->
        [0] {""}
       *[other] {" "}of { $team }
      }.
    [2] { $class } was headed by { $driver }{ $team_known ->
        [0] {""}
       *[other] {" "}({ $team })
      }, { $time } in { $car }.
   *[other] Nobody in { $class } beat the { $time } of { $driver } in { $car }{ $team_known ->
        [0] {""}
       *[other] {" "}of { $team }
      }.
  }
class-margin = { $variant ->
    [0] { $driver } missed it by { $margin } in { $car }.
    [1] { $margin } separated { $driver } in { $car } from the top.
    [2] Second was { $driver } in { $car }, { $margin } down.
   *[other] { $driver } came closest: { $margin } short in { $car }.
  }
class-behind = { $variant ->
    [0] Behind them: { $results }.
    [1] They were followed by { $results }.
    [2] Further back came { $results }.
   *[other] The next places went to { $results }.
  }
class-spread = { $margin } covered the { $n_w } { $class } cars with a time.
class-makes = { $n_w } makes share the first { $top_w } places in { $class }: { $makes }.
class-makes-all = { $n_w } makes make up the { $class } field: { $makes }.
place-among-gt = { $car } was { $place } of all GT cars.
dead-heat = { $ahead } and { $car } tied to the thousandth on { $time }; { $ahead_no } takes { $place } place because it set the time earlier.
double = { $driver } is entered twice: in { $car } ({ $class }) and in { $other } ({ $otherclass }).
double-same-class = { $driver } is on the entry list of two { $class } cars, { $car } and { $other }.
no-time-why = { $car } ({ $class }) went without a time: { $note }
no-time = { $n ->
    [1] { $cars } set no time.
   *[other] { $cars } set no time.
  }
no-time-many = { $n_d } cars set no time.
laps-total = Together the { $cars_d } cars that ran covered { $n_d } laps.
laps-most = { $car } drove most, { $n_d } laps.
deleted = { $n ->
    [1] One lap was deleted: { $cars }.
   *[other] { $n_w } laps were deleted: { $cars }.
  }
voided = { $n ->
    [1] { $cars } lost all its times.
   *[other] { $cars } lost all their times.
  }
penalty = { $kind }: { $cars }.
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
focus-car = { $names } ({ $car_bare }): { $place } in { $class }.
focus-no-place = { $names } ({ $car_bare }, { $class }): no time.
next-race = The result sets the grid for the { $name }, which starts on { $when } at { $when_clock } { $when_zone }{ $when_far ->
    [0] {""}
   *[other] {" "}({ $when_local } at the track)
  }.
next = Next is { $name }, on { $when } at { $when_clock } { $when_zone }{ $when_far ->
    [0] {""}
   *[other] {" "}({ $when_local } at the track)
  }.
balance = Balance of Performance: { $note }
win = { $crew_n ->
    [0] { $team }
   *[other] { $crew }
  } won at { $circuit } with { $car }{ $crew_n ->
    [0] {""}
   *[other] { $team_known ->
        [0] {""}
       *[other] {" "}of { $team }
      }
  }: { $laps_d } laps in { $time }.
win-margin = { $car } finished second, { $margin } behind.
lead-changes = { $n ->
    [1] The lead changed hands once at the line, between { $cars_w } cars.
   *[other] At the line the lead changed hands { $n_w } times between { $cars_w } cars.
  }
led-most = { $car } led most laps: { $laps_d }.
cautions = { $n ->
    [1] The race was neutralised once, for { $time }.
   *[other] The race was neutralised { $n_w } times, for { $time } in all.
  }
cautions-count = { $n ->
    [1] The race was neutralised once.
   *[other] The race was neutralised { $n_w } times.
  }
class-win = { $variant ->
    [0] { $class } went to { $car }{ $team_known ->
        [0] {""}
       *[other] {" "}of { $team }
      } after { $laps_d } laps{ $crew_n ->
        [0] {""}
       *[other] , driven by { $crew }
      }.
    [1] In { $class } the win is { $crew_n ->
        [0] for { $team }
       *[other] { $crew }'s
      }, { $laps_d } laps in { $car }{ $crew_n ->
        [0] {""}
       *[other] { $team_known ->
            [0] {""}
           *[other] {" "}of { $team }
          }
      }.
    [2] { $car }{ $team_known ->
        [0] {""}
       *[other] {" "}of { $team }
      } won { $class }{ $crew_n ->
        [0] {""}
       *[other] {" "}with { $crew }
      }, { $laps_d } laps completed.
   *[other] First in { $class } after { $laps_d } laps: { $crew_n ->
        [0] { $car }
       *[other] { $crew } in { $car }
      }{ $team_known ->
        [0] {""}
       *[other] {" "}({ $team })
      }.
  }
class-win-behind = { $variant ->
    [0] The class podium: { $results }.
    [1] { $results } followed.
    [2] { $results } came next.
   *[other] Behind: { $results }.
  }
fastest-lap = The fastest { $class } lap was { $driver }'s on lap { $lap }, { $time } in { $car }.
no-flag = { $n ->
    [1] { $cars } did not take the chequered flag.
   *[other] { $cars } did not take the chequered flag.
  }
no-flag-many = { $n_d } cars did not take the chequered flag.
not-classified = Not classified: { $cars }.
not-classified-many = { $n_d } cars are not classified.
no-lap = { $n ->
    [1] { $cars } completed no lap.
   *[other] { $cars } completed no lap.
  }
no-lap-many = { $n_d } cars completed no lap.
