package dev.holdfast.accuracy;

/**
 * How much of each kind of fault a class of histories has: at most so many, drawn between a quarter
 * of that and all of it.
 */
enum Recipe {
  CALM("calm: a few short crashes", 30, 8, 0, 0, 0, 0, 0, 0, 0),
  CRASHES("crashes, short and long, overlapping", 30, 200, 0, 4, 0, 0, 0, 0, 0),
  HOSTS("lost hosts and crashes, overlapping", 30, 60, 12, 4, 0, 0, 0, 0, 0),
  UNOBSERVED("the same without observers: only leases tell", 30, 60, 12, 4, 0, 0, 0, 0, 0),
  CHANGES("rollouts, scaling, maintenance, crashes", 30, 40, 0, 20, 20, 8, 0, 0, 0),
  FLAPPING("flapping, up to 10,000 edges", 30, 5000, 0, 2, 0, 0, 0, 0, 0),
  RESTARTS("Holdfast restarts and changes its leader", 30, 60, 6, 4, 0, 0, 40, 0, 0),
  BLIND("API outages, and Holdfast stands still", 30, 60, 6, 4, 0, 0, 0, 20, 20),
  ALL("all of it at once", 30, 300, 10, 8, 8, 4, 30, 10, 10),
  OLD("older than the window: flapping for 40 days", 40, 2500, 4, 2, 0, 0, 0, 0, 0),
  UNWATCHED(
      "older than the window: down while blind for hours", 40, 1000, 0, 0, 0, 0, 4, 60, 60, 12);

  final String title;
  final int days;
  final int crashes;
  final int hosts;
  final int rollouts;
  final int scalings;
  final int maintenances;
  final int restarts;
  final int apiOutages;
  final int pauses;

  /** No outage of the API server or pause is longer; what takes hours takes the workload along. */
  final int blindHours;

  Recipe(
      String title,
      int days,
      int crashes,
      int hosts,
      int rollouts,
      int scalings,
      int maintenances,
      int restarts,
      int apiOutages,
      int pauses) {
    this(
        title,
        days,
        crashes,
        hosts,
        rollouts,
        scalings,
        maintenances,
        restarts,
        apiOutages,
        pauses,
        1);
  }

  Recipe(
      String title,
      int days,
      int crashes,
      int hosts,
      int rollouts,
      int scalings,
      int maintenances,
      int restarts,
      int apiOutages,
      int pauses,
      int blindHours) {
    this.title = title;
    this.days = days;
    this.crashes = crashes;
    this.hosts = hosts;
    this.rollouts = rollouts;
    this.scalings = scalings;
    this.maintenances = maintenances;
    this.restarts = restarts;
    this.apiOutages = apiOutages;
    this.pauses = pauses;
    this.blindHours = blindHours;
  }

  boolean observed() {
    return this != UNOBSERVED;
  }
}
