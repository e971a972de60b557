// Without foreign keys, what Prisma's client does must come to an end.

datasource db {
  provider     = "postgresql"
  relationMode = "prisma"
}

model Person {
  id       Int      @id
  bossId   Int?
  boss     Person?  @relation("boss", fields: [bossId], references: [id])
  people   Person[] @relation("boss")
  officeId Int
  office   Office   @relation(fields: [officeId], references: [id], onDelete: Cascade)
  owns     Office[] @relation("owner")

  @@index([bossId])
  @@index([officeId])
}

model Office {
  id      Int      @id
  ownerId Int
  owner   Person   @relation("owner", fields: [ownerId], references: [id])
  people  Person[]
  cityId  Int
  city    City     @relation(fields: [cityId], references: [id])

  @@index([ownerId])
  @@index([cityId])
}

model City {
  id      Int      @id
  offices Office[]
  parkId  Int?
  park    City?    @relation("park", fields: [parkId], references: [id], onDelete: Restrict, onUpdate: Restrict)
  parks   City[]   @relation("park")

  @@index([parkId])
}
