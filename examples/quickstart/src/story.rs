//! What the quickstart does. Each chapter is a few calls; `report` prints what comes of them.

use crate::{
    db::{
        Db, Role, TenantDb, tenant,
        user::{self, User},
        workspace, workspace_member as member,
    },
    report,
};

const TENANTS: [(&str, &str); 3] = [
    ("acme-corp", "Acme Corporation"),
    ("globex", "Globex"),
    ("initech", "Initech"),
];

/// Plays the whole story. It starts from the same place each time: what an earlier run has left
/// is taken away first.
pub(crate) async fn tell(db: &Db) -> anyhow::Result<()> {
    report::chapter("Migrations: core first, then every tenant");
    report::migrated(&db.migrate().await?);
    forget_earlier_run(db).await?;

    report::chapter("Three tenants, each with a PostgreSQL schema of its own");
    for (slug, name) in TENANTS {
        let tenant = db
            .tenants()
            .create(tenant::Create {
                slug: slug.into(),
                name: name.into(),
            })
            .await?;
        let handle = db.tenant(slug).await?;
        report::tenant(&tenant, handle.schema());
        fill(&handle).await?;
    }

    read(db).await?;
    keep_apart(db).await?;
    refuse(db).await?;
    roll_back(db).await
}

async fn forget_earlier_run(db: &Db) -> anyhow::Result<()> {
    for (slug, _) in TENANTS {
        // Dropping a tenant takes its data away and keeps its row, marked as deleted.
        if db
            .tenants()
            .list()
            .await?
            .iter()
            .any(|tenant| tenant.key == slug)
        {
            db.tenants().drop(slug).await?;
        }
        db.core()
            .tenant()
            .delete_many(tenant::slug.eq(slug))
            .await?;
    }
    Ok(())
}

/// People, workspaces, and who belongs where.
async fn fill(tenant: &TenantDb) -> anyhow::Result<()> {
    let domain = format!("{}.test", tenant.key());
    let person = |name: &str| user::Create {
        keycloak_id: format!("kc-{name}"),
        email: format!("{name}@{domain}"),
    };

    // Required fields by name, checked by the compiler; optional ones by setter.
    let alice = tenant
        .user()
        .create(person("alice"))
        .first_name("Alice")
        .last_name("Liddell")
        .await?;
    let people = tenant
        .user()
        .create_many(["bob", "carol"].map(|name| person(name).draft().first_name(name)))
        .returning()
        .await?;

    let workspaces = [("ops", "Operations"), ("design", "Design Studio")];
    for (slug, name) in workspaces {
        let workspace = tenant
            .workspace()
            .create(workspace::Create {
                slug: slug.into(),
                name: name.into(),
            })
            .created_by_id(alice.id)
            .await?;
        let membership = |user: &User, role| {
            member::Create {
                workspace_id: workspace.id,
                user_id: user.id,
            }
            .draft()
            .role(role)
        };
        let members = people.iter().map(|user| membership(user, Role::Member));
        let created = tenant
            .workspace_member()
            .create_many(members.chain([membership(&alice, Role::Admin)]))
            .await?;
        report::filled(&workspace, created);
    }
    Ok(())
}

async fn read(db: &Db) -> anyhow::Result<()> {
    let acme = db.tenant("acme-corp").await?;

    report::chapter(
        "Users with their memberships and the workspaces of those: three queries, no more",
    );
    let users = acme
        .user()
        .find_many()
        .filter(
            user::email.ends_with("@acme-corp.test")
                & user::memberships.any(member::role.eq(Role::Admin)),
        )
        .order_by(user::created_at.desc())
        .take(20)
        .with(user::memberships.with(member::workspace))
        .await?;
    // `memberships` and `workspace` are there by their types: without `.with` this does not compile.
    for user in &users {
        for membership in &user.memberships {
            report::line(&format!(
                "{} is {} in {}",
                user.email, membership.role, membership.workspace.name
            ));
        }
    }

    report::chapter("Some columns, as tuples");
    let names: Vec<(String, Option<String>)> = acme
        .user()
        .find_many()
        .order_by(user::email.asc())
        .select((user::email, user::first_name))
        .await?;
    for (email, first_name) in &names {
        report::line(&format!(
            "{email}: {}",
            first_name.as_deref().unwrap_or("(no name)")
        ));
    }
    Ok(())
}

async fn keep_apart(db: &Db) -> anyhow::Result<()> {
    report::chapter("One tenant's data is not another's");
    for (slug, _) in TENANTS {
        let tenant = db.tenant(slug).await?;
        let alice = tenant
            .user()
            .find_unique(user::email.key("alice@acme-corp.test"))
            .await?;
        report::alice(slug, tenant.user().count().await?, alice.as_ref());
    }
    Ok(())
}

async fn refuse(db: &Db) -> anyhow::Result<()> {
    report::chapter("What is refused, and why");
    let again = tenant::Create {
        slug: "acme-corp".into(),
        name: "Another Acme".into(),
    };
    report::refused("a slug that is taken", &db.tenants().create(again).await);

    let wrong = tenant::Create {
        slug: "a\"; drop schema core cascade; --".into(),
        name: "Bobby".into(),
    };
    report::refused("a slug that is none", &db.tenants().create(wrong).await);

    db.tenants().suspend("globex").await?;
    report::refused("a suspended tenant", &db.tenant("globex").await);
    db.tenants().activate("globex").await?;

    report::refused("an unknown tenant", &db.tenant("umbrella").await);
    Ok(())
}

async fn roll_back(db: &Db) -> anyhow::Result<()> {
    report::chapter("A transaction that is not committed");
    let acme = db.tenant("acme-corp").await?;
    let tx = acme.begin().await?;
    let renamed = tx
        .workspace()
        .update(workspace::slug.key("ops"))
        .name("Renamed")
        .await?;
    report::line(&format!(
        "inside it, the workspace is called {:?}",
        renamed.name
    ));
    drop(tx);
    let ops = acme
        .workspace()
        .find_unique(workspace::slug.key("ops"))
        .or_not_found()
        .await?;
    report::line(&format!("after it was dropped, {:?}", ops.name));

    let tx = acme.begin().await?;
    tx.workspace()
        .update(workspace::slug.key("ops"))
        .name("Operations & Support")
        .await?;
    tx.commit().await?;
    let ops = acme
        .workspace()
        .find_unique(workspace::slug.key("ops"))
        .or_not_found()
        .await?;
    report::line(&format!("and after one that was committed, {:?}", ops.name));
    Ok(())
}
