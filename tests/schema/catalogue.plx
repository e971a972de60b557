// What every tenant may refer to.

enum Colour {
  RED
  GREEN @map("verde")
  BLUE

  @@map("colour of things")
  @@schema("catalogue")
}

model Plugin {
  id       Int             @id @default(autoincrement())
  name     String          @unique
  colour   Colour?
  versions PluginVersion[]

  @@map("plugins")
  @@schema("catalogue")
}

model PluginVersion {
  pluginId Int    @map("plugin_id")
  version  String
  plugin   Plugin @relation(fields: [pluginId], references: [id])

  @@id([pluginId, version])
  @@map("plugin_versions")
  @@schema("catalogue")
}

/// What a connection was like when its row was made.
model Session {
  id         BigInt @id @default(autoincrement())
  searchPath String @default(dbgenerated("current_setting('search_path')")) @map("search_path")
  timeZone   String @default(dbgenerated("current_setting('TimeZone')")) @map("time_zone")
  pid        Int    @default(dbgenerated("pg_backend_pid()"))

  @@map("sessions")
  @@schema("core")
}
