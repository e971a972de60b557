model User {
  id    Int    @id
  email String;
  role  Role   @default(ADMIN)
  team  Team?  @relation(fields: [teamId], references: [id])
  teamId Int??

  @@unique([email])
}

enum Role {
  ADMIN,
  MEMBER
}

modle Team {
  id    Int    @id
  users User[]
}
