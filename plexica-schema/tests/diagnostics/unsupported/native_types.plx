// Types whose values the client cannot carry yet.

datasource db {
  provider = "postgresql"
}

model Invoice {
  id    Int      @id
  total Decimal  @db.Money
  time  DateTime @db.Timetz(3)
  name  String   @db.Citext
}
