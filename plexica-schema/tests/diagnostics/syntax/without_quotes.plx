// SQL without its quotes, and a list without its brackets.
datasource db {
  provider = "postgresql"
}

model Product {
  id     Int @id
  amount Int
  price  Int
  total  Int @generated(price * amount)

  @@check(price > 0, map: "price_is_positive")
  @@exclude([id(op: =)])
  @@unique(price, amount)
}
