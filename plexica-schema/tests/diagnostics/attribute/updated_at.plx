model User {
  id      Int        @id
  changed Int        @updatedAt
  times   DateTime[] @updatedAt
}
