using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using Microsoft.Data.Sqlite;

namespace HydraBot.Law.Evidence;

/// <summary>Reads a backup to its end: a dump of pg_dump or mysqldump, packed or not, or a SQLite file.</summary>
internal static class BackupFile
{
    private const int TailLength = 4096;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <param name="path">Which.</param>
    /// <param name="manifest">Its manifest, when the file is still what that says.</param>
    /// <returns>Why it does not count; null when it does.</returns>
    public static string? Fault(string path, BackupManifest? manifest = null)
    {
        try
        {
            var head = Head(path);
            if (head.AsSpan().StartsWith("PGDMP"u8))
                return CustomFault(path, manifest);
            if (head.AsSpan().StartsWith("SQLite format 3\0"u8))
                return SqliteFault(path);
            return TextFault(path, head is [0x1F, 0x8B, ..]);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return $"cannot be read to its end ({exception.Message})";
        }
    }

    private static byte[] Head(string path)
    {
        using var file = File.OpenRead(path);
        var head = new byte[16];
        return head[..file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
    }

    private static string? SqliteFault(string path)
    {
        try
        {
            using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = $"file:{Uri.EscapeDataString(path).Replace("%2F", "/", StringComparison.Ordinal)}?immutable=1", Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ConnectionString);
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA integrity_check(1)";
            return command.ExecuteScalar() as string is "ok" ? null : "is a damaged SQLite file";
        }
        catch (SqliteException exception)
        {
            return $"is a damaged SQLite file ({exception.Message})";
        }
    }

    /// <summary>The custom format of pg_dump: pg_restore itself reads all of it, into nothing.</summary>
    private static string? CustomFault(string path, BackupManifest? manifest)
    {
        // Where the database lives in a container and this machine has no tools of its own, the container's read it when it was taken, and not a byte changed since.
        if (Tool("pg_restore") is not { } tool)
            return manifest?.Verified.Any(done => done.StartsWith("pg_restore", StringComparison.Ordinal)) == true ? null : "cannot be verified: pg_restore is not installed";
        using var process = Process.Start(new ProcessStartInfo(tool, ["--file=/dev/null", path]) { RedirectStandardError = true, RedirectStandardOutput = true, RedirectStandardInput = true });
        if (process is null)
            return "cannot be verified: pg_restore does not start";
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            return $"could not be read to its end in {Patience.TotalSeconds:0} s";
        }

        return process.ExitCode == 0 ? null : "is not readable to its end for pg_restore";
    }

    private static string? TextFault(string path, bool packed)
    {
        using var file = File.OpenRead(path);
        using Stream stream = packed ? new GZipStream(file, CompressionMode.Decompress) : file;
        var buffer = new byte[81920];
        var (head, tail) = ("", "");
        for (var read = stream.Read(buffer); read > 0; read = stream.Read(buffer))
        {
            var text = Encoding.UTF8.GetString(buffer, 0, read);
            if (head.Length < 512)
                head += text;
            tail = (tail + text) is var all && all.Length > TailLength ? all[^TailLength..] : all;
        }

        if (!head.Contains("PostgreSQL database dump", StringComparison.Ordinal) && !head.Contains("PostgreSQL database cluster dump", StringComparison.Ordinal)
            && !head.Contains("MySQL dump", StringComparison.Ordinal) && !head.Contains("MariaDB dump", StringComparison.Ordinal))
            return "is no dump that is known here";
        return tail.Contains("dump complete", StringComparison.Ordinal) || tail.Contains("Dump completed", StringComparison.Ordinal) ? null : "breaks off before its end";
    }

    /// <summary>A program of PostgreSQL: on the path, else the newest that Debian keeps apart.</summary>
    public static string? Tool(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
        .Select(folder => Path.Combine(folder, name)).Concat(Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderDescending().Select(folder => Path.Combine(folder, "bin", name)) : [])
        .FirstOrDefault(File.Exists);
}
