using System.Data.Common;

namespace HeroApi.Kernel.Data;

/// <summary>The open transaction of one command; once it ends, whoever still holds it can write no more.</summary>
public sealed class Session(DbConnection connection) : IDisposable
{
    private DbConnection? connection = connection;

    /// <summary>Whether the commit went with the last statements.</summary>
    internal bool IsCommitted { get; set; }

    public DbConnection Connection => connection ?? throw new Refusal(Problems.Timeout);

    public void Dispose() => connection = null;
}
