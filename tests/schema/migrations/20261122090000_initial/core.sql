CREATE SCHEMA IF NOT EXISTS "core";
CREATE SCHEMA IF NOT EXISTS "catalogue";

CREATE EXTENSION IF NOT EXISTS "btree_gist" WITH SCHEMA "public";
CREATE EXTENSION IF NOT EXISTS "citext" WITH SCHEMA "catalogue";

CREATE TYPE "catalogue"."colour of things" AS ENUM ('RED', 'verde', 'BLUE');
CREATE TYPE "core"."tenant_status" AS ENUM ('PROVISIONING', 'ACTIVE', 'SUSPENDED', 'DELETED');

CREATE TABLE "catalogue"."plugins" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "colour" "catalogue"."colour of things",

    CONSTRAINT "plugins_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "catalogue"."plugin_versions" (
    "plugin_id" INTEGER NOT NULL,
    "version" TEXT NOT NULL,

    CONSTRAINT "plugin_versions_pkey" PRIMARY KEY ("plugin_id", "version")
);

CREATE TABLE "core"."sessions" (
    "id" BIGSERIAL NOT NULL,
    "search_path" TEXT NOT NULL DEFAULT current_setting('search_path'),
    "time_zone" TEXT NOT NULL DEFAULT current_setting('TimeZone'),
    "pid" INTEGER NOT NULL DEFAULT pg_backend_pid(),

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "core"."tenants" (
    "id" UUID NOT NULL,
    "slug" VARCHAR(63) NOT NULL,
    "name" TEXT NOT NULL,
    "status" "core"."tenant_status" NOT NULL DEFAULT 'PROVISIONING',
    "created_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "tenants_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "plugins_name_key" ON "catalogue"."plugins"("name");
CREATE UNIQUE INDEX "tenants_slug_key" ON "core"."tenants"("slug");

ALTER TABLE "catalogue"."plugin_versions" ADD CONSTRAINT "plugin_versions_plugin_id_fkey" FOREIGN KEY ("plugin_id") REFERENCES "catalogue"."plugins"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
