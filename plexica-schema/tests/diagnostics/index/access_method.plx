model User {
  id    Int    @id
  data  Json   @db.Json
  meta  Json
  tags  String[]
  name  String @unique
  xml   String @db.Xml

  @@index([data])
  @@index([name], type: Gin)
  @@index([tags], type: Brin)
  @@index([meta], type: Gist)
  @@unique([xml])
}
