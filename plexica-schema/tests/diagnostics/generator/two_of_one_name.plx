generator client {
  datetime = "jiff"
}

generator client {
  datetime = "chrono"
}

generator docs {
  provider = "docs"
  output   = "docs"
  output   = "documents"
}
