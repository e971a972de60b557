model Visit {
  id   Uuid  @id @default(uuid()) @db.Uuid
  day  Date? @db.Timestamp(3)
  from Inett
}
