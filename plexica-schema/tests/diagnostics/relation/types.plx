model User {
  id     Int    @id
  orgId  String
  teamId String
  deskId String @db.VarChar(8)
  org    Org    @relation(fields: [orgId], references: [id])
  team   Team   @relation(fields: [teamId], references: [id])
  desk   Desk   @relation(fields: [deskId], references: [id])
}

model Org {
  id    Int    @id
  users User[]
}

model Team {
  id    String @id @db.Uuid
  users User[]
}

model Desk {
  id    String @id
  users User[]
}

model Link {
  id     Int  @id
  otherId String @db.Uuid
  other  Desk2 @relation(fields: [otherId], references: [id])
}

model Desk2 {
  id    String @id
  links Link[]
}
