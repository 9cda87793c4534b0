namespace HydraBot.Governance.Readers.Sql;

/// <summary>How a database reads comments and strings.</summary>
internal enum SqlDialect
{
    /// <summary>Not known: every way of reading is tried.</summary>
    Unknown,

    /// <summary>Nested comments, dollar quotes, no escapes by backslash.</summary>
    Postgresql,

    /// <summary>Comments by <c>#</c>, escapes by backslash, comments that run.</summary>
    Mysql,

    /// <summary>Plain comments and strings, names also in brackets.</summary>
    Sqlite,

    /// <summary>Nested comments, names also in brackets that are doubled where they are meant.</summary>
    Transact,
}
