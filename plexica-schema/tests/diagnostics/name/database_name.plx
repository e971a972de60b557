model User {
  id    Int    @id
  email String @map("")
  name  String @unique(map: "a_name_that_is_much_longer_than_the_sixty_three_bytes_that_fit_here")
  aFieldWithANameThatIsSoLongThatPostgreSqlWouldCutItSilentlyAtTheEnd String
  @@map("_plexica_users")
}
