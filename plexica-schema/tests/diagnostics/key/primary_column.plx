model User {
  id Int? @id
}

model Org {
  id Int[] @id
}

model Pair {
  a Int
  b Int?
  @@id([a, b(sort: Desc)])
}
