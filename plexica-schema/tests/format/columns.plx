

/// Documented.
model   User{

    id Int @id   @default( autoincrement( ) )
    email   String?   @unique// behind
    /// The name.
    name String @map ("full_name")   @default( "" )


    // Another group.
    createdAt DateTime @default(now())
    tags String [] @db.VarChar(20)
    labels String[]@db.VarChar( 20 )
    note Unsupported( "box" )?
    größe Int

}
enum Role
{
}
enum Color {
  RED @map("r")   // warm
  BLUE
  TURQUOISE   @map("t")@ignore

  // Seldom.
  GREY
}
datasource db {
  provider="postgresql"
  url = env( "URL" ) // from the environment
  schemas=["a","b" ,"c"]

  relationMode    = "prisma"
}
generator client
{
}
generator client {
}
