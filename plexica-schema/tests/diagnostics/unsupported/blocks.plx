
type Address {
  street String
}

model User {
  id      Int       @id
  address Address
}
