enum Role {
  A
}

model User {
  id   Int    @id @db.Uuid
  name String @db.Integer
  role Role   @db.Text
}
