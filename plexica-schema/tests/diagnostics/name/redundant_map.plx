model User {
  id    Int    @id @map("id")
  email String @map("email")
  name  String @map("Name")

  @@map("User")
}

enum Role {
  ADMIN  @map("ADMIN")
  MEMBER @map("member")
}
