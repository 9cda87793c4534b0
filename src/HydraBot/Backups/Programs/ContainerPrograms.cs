using System.Text;
using HydraBot.Fleet.Engine;
using HydraBot.Governance;

namespace HydraBot.Backups.Programs;

/// <summary>Programs of the container that the database is in, through the engine; who its user is, the image's own variables say where nobody else does.</summary>
internal sealed class ContainerPrograms(ContainerExec exec, string container) : IProgramPlace
{
    private const int MostErrors = 16 * 1024;

    /// <summary>The password stays where it is: it is never read out of the container.</summary>
    private const string Own =
        """
        export PGUSER="${PGUSER:-${POSTGRES_USER:-postgres}}"; [ -n "${PGPASSWORD:-}" ] || PGPASSWORD="${POSTGRES_PASSWORD:-}"; [ -z "$PGPASSWORD" ] || export PGPASSWORD; exec "$@"
        """;

    public async Task<ProgramEnd> RunAsync(
        Clearance clearance, IReadOnlyList<string> command, IReadOnlyDictionary<string, string> environment, Stream? input, Stream output, CancellationToken cancellationToken)
    {
        using var errors = new CappedStream(MostErrors);
        var code = await exec.RunAsync(clearance, container, new ExecOrder(["sh", "-c", Own, "sh", .. command]) { Environment = environment, Input = input }, output, errors, cancellationToken);
        return new ProgramEnd(code, Encoding.UTF8.GetString(errors.Kept.Span));
    }
}
