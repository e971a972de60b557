model User {
  id   Int    @id @db.Itneger
  name String @db.Tinytext @db.Text
  mail String @pg.VarChar(3)
  note String @db.Geometry
}
