// An extension is added to those that are declared.
datasource db {
  provider   = "postgresql"
  extensions = [pg_trgm]
}

model Booking {
  id   Int    @id
  room Int
  name String @db.Citext

  @@exclude([room(op: "=")])
}
