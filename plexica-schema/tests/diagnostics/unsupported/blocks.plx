view Overview {
  id Int @unique
}

type Address {
  street String
}

model User {
  id      Int       @id
  address Address
  view    Overview?
  shape   Unsupported("circle")?
}
