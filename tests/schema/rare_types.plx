// Types that few have, and an extension's that is in a schema of its own choice.

model Account {
  name    String        @id @db.Citext
  aliases String[]      @db.Citext
  balance Decimal       @default(0) @db.Money
  fees    Decimal[]     @db.Money
  opens   DateTime      @default(dbgenerated("'09:00+00'")) @db.Timetz(6)
  closes  DateTime?     @db.Timetz(3)
  pauses  DateTime[]    @db.Timetz
  notes   AccountNote[]
  peers   Account[]     @relation("Peers")
  friends Account[]     @relation("Peers")

  @@map("accounts")
  @@tenant
}

model AccountNote {
  id      Int     @id @default(autoincrement())
  account String  @db.Citext
  line    Int     @default(1)
  owner   Account @relation(fields: [account], references: [name])
  marks   Mark[]

  @@unique([account, line])
  @@map("account_notes")
  @@tenant
}

/// A key of several columns, one of them of an extension's type.
model Mark {
  id      Int         @id @default(autoincrement())
  account String      @db.Citext
  line    Int
  note    AccountNote @relation(fields: [account, line], references: [account, line])

  @@index([account, line])
  @@map("marks")
  @@tenant
}

/// Numbers from a sequence with options.
model Ticket {
  number Int    @id @default(sequence(start: 1000, increment: 5))
  title  String

  @@map("tickets")
  @@tenant
}
