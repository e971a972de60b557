// A literal time that its column would not keep.

datasource db {
  provider = "postgresql"
}

model Event {
  id     Int      @id
  local  DateTime @default("2026-01-31T12:00:00+02:00")
  moment DateTime @default("2026-01-31T12:00:00+02:00") @db.Timestamptz
  opens  DateTime @default("2026-01-31T12:00:00Z") @db.Time
  never  DateTime @default("2026-02-29T12:00:00Z")
}
