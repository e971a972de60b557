enum Role {
  ADMIN
  MEMBER
}

model User {
  id   Int  @id
  role Role @default(MEMBR)
  rank Role @default("ADMIN")
  more Role[] @default([ADMIN, OWNER])
  next Role @default(now())
}
