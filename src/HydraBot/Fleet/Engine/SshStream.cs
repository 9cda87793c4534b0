using System.Diagnostics;
using System.Globalization;

namespace HydraBot.Fleet.Engine;

/// <summary>A connection to an engine through the system's ssh program, as the docker command makes it: <c>docker system dial-stdio</c> at the other end.</summary>
/// <remarks>Keys, jump hosts and known hosts are those of the user's own SSH configuration; nothing is ever asked for.</remarks>
internal sealed class SshStream : Stream
{
    private readonly Process _process;
    private readonly Stream _input, _output;
    private readonly Task<string> _said;

    private SshStream(Process process)
    {
        _process = process;
        (_input, _output) = (process.StandardInput.BaseStream, process.StandardOutput.BaseStream);
        _said = process.StandardError.ReadToEndAsync(CancellationToken.None);
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <exception cref="IOException">There is no such program.</exception>
    public static SshStream Open(string program, EngineOptions options)
    {
        try
        {
            return new SshStream(Process.Start(new ProcessStartInfo(program, Arguments(options)) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!);
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            throw new IOException($"{program} does not start ({missing.Message})", missing);
        }
    }

    public static IReadOnlyList<string> Arguments(EngineOptions options)
    {
        var address = options.Uri;
        List<string> arguments = ["-T", "-o", "BatchMode=yes", "-o", "ConnectTimeout=10", "-o", "ServerAliveInterval=15", "-o", "ServerAliveCountMax=2"];
        if (address.UserInfo.Length > 0)
            arguments.AddRange(["-l", Uri.UnescapeDataString(address.UserInfo)]);
        if (address.Port > 0)
            arguments.AddRange(["-p", address.Port.ToString(CultureInfo.InvariantCulture)]);
        if (options.KeyFile is { } key)
            arguments.AddRange(["-i", key, "-o", "IdentitiesOnly=yes"]);
        if (options.KnownHostsFile is { } known)
            arguments.AddRange(["-o", $"UserKnownHostsFile=\"{known}\""]);
        return [.. arguments, "--", address.Host, "docker", "system", "dial-stdio"];
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await _output.ReadAsync(buffer, cancellationToken);
        return count > 0 || buffer.IsEmpty || await WhyAsync(cancellationToken) is not { } reason ? count : throw new IOException(reason);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            await _input.WriteAsync(buffer, cancellationToken);
            await _input.FlushAsync(cancellationToken);
        }
        catch (IOException broken)
        {
            throw await WhyAsync(cancellationToken) is { } reason ? new IOException(reason, broken) : broken;
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => _input.FlushAsync(cancellationToken);

    public override void Flush() => _input.Flush();

    public override int Read(byte[] buffer, int offset, int count) => _output.Read(buffer, offset, count);

    public override void Write(byte[] buffer, int offset, int count) => _input.Write(buffer, offset, count);

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            try
            {
                _process.Kill(entireProcessTree: true);
            }
            catch (InvalidOperationException)
            {
                // It has ended by itself.
            }

            _process.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>What ssh said when it ended in disorder; null where it ended well.</summary>
    private async Task<string?> WhyAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        if (_process.ExitCode == 0)
            return null;
        var last = (await _said).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return $"ssh: {(last is [.., var line] ? line : string.Create(CultureInfo.InvariantCulture, $"it ended with exit code {_process.ExitCode}"))}";
    }
}
