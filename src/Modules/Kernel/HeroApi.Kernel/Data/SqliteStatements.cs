using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace HeroApi.Kernel.Data;

/// <summary>
/// A SQLite connection that keeps its compiled statements. The provider compiles a text anew for every command, which
/// costs a small read or write more than running it; here a command with the same text is taken up again.
/// </summary>
internal sealed class SqliteStatements(SqliteConnection inner) : DbConnection
{
    private const int MostKept = 500;
    private readonly Dictionary<string, SqliteCommand> kept = [];

    internal sqlite3 Handle => inner.Handle!;

    [AllowNull]
    public override string ConnectionString { get => inner.ConnectionString; set => inner.ConnectionString = value; }

    public override string Database => inner.Database;

    public override string DataSource => inner.DataSource;

    public override string ServerVersion => inner.ServerVersion;

    public override ConnectionState State => inner.State;

    /// <summary>Runs a parameterless statement such as COMMIT.</summary>
    internal void Run(string sql)
    {
        using var command = new KeptCommand(this) { CommandText = sql };
        command.ExecuteNonQuery();
    }

    public override void ChangeDatabase(string databaseName) => inner.ChangeDatabase(databaseName);

    public override void Open() => inner.Open();

    public override void Close()
    {
        foreach (var command in kept.Values)
            command.Dispose();
        kept.Clear();
        inner.Close();
    }

    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) =>
        throw new InvalidOperationException("Transactions on SQLite belong to the writer lane.");

    protected override DbCommand CreateDbCommand() => new KeptCommand(this);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Close();
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private SqliteCommand Take(string sql)
    {
        if (kept.Remove(sql, out var command))
            return command;

        command = inner.CreateCommand();
        command.CommandText = sql;
        return command;
    }

    private void GiveBack(SqliteCommand command)
    {
        command.Parameters.Clear();
        // A second reader of the same text inside one command is rare; the later of the two is simply let go.
        if (kept.Count >= MostKept || !kept.TryAdd(command.CommandText, command))
            command.Dispose();
    }

    private sealed class KeptCommand(SqliteStatements owner) : DbCommand
    {
        private SqliteCommand? command;

        private SqliteCommand Command => command ?? throw new InvalidOperationException("The command has no text yet.");

        [AllowNull]
        public override string CommandText
        {
            get => command?.CommandText ?? "";
            set
            {
                if (command is not null)
                    owner.GiveBack(command);
                command = owner.Take(value!);
            }
        }

        public override int CommandTimeout { get; set; }

        public override CommandType CommandType { get; set; } = CommandType.Text;

        public override bool DesignTimeVisible { get; set; }

        public override UpdateRowSource UpdatedRowSource { get; set; }

        protected override DbConnection? DbConnection { get; set; } = owner;

        protected override DbTransaction? DbTransaction { get; set; }

        protected override DbParameterCollection DbParameterCollection => Command.Parameters;

        public override void Cancel() => Command.Cancel();

        public override int ExecuteNonQuery() => Named().ExecuteNonQuery();

        public override object? ExecuteScalar() => Named().ExecuteScalar();

        public override void Prepare() => Command.Prepare();

        protected override DbParameter CreateDbParameter() => Command.CreateParameter();

        protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) => Named().ExecuteReader(behavior & ~CommandBehavior.CloseConnection);

        /// <summary>The provider first looks in vain for a name without its sign, which costs more than binding the value.</summary>
        private SqliteCommand Named()
        {
            foreach (SqliteParameter parameter in Command.Parameters)
                if (!parameter.ParameterName.StartsWith('@'))
                    parameter.ParameterName = "@" + parameter.ParameterName;
            return Command;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing && command is not null)
            {
                owner.GiveBack(command);
                command = null;
            }

            base.Dispose(disposing);
        }
    }
}
