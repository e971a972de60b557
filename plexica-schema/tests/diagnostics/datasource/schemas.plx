datasource db {
  provider = "postgresql"
  schemas  = ["core", "core", "pg_catalog", "", "a_name_that_is_much_longer_than_the_sixty_three_bytes_that_fit_here", 1]
}
