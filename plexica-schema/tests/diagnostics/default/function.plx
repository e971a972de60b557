model User {
  id    Int      @id @default(autoincremnt())
  time  DateTime @default(today())
  code  String   @default(env("X"))
}
