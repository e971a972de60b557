datasource {
  provider = "postgresql"
}

generator {
  datetime = "jiff"
}
