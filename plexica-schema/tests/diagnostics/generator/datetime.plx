generator client {
  datetime = "jif"
  datetme  = "chrono"
}

generator other {
  anything = "goes"
}
