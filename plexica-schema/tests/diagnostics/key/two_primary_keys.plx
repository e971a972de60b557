model User {
  id  Int @id
  uid Int @id
}

model Org {
  a Int @id
  b Int
  @@id([a, b])
}
