using System.Net.Sockets;

namespace NimmGen.LanguageModels;

/// <summary>
/// A connection that a server ends, by FIN or RST, comes to light in many ways: while the question is written, while the answer
/// is awaited, in the middle of it; as one of four exceptions, bare or in another; and which of them is a race. All are told as one.
/// </summary>
internal static class LostConnection
{
    // An answer that was begun may be lost with the connection, so nobody can say how far it had come.
    private const string HungUp = "it hung up before its reply was whole";

    /// <summary>Whether the exception, or one that it wraps, is a lost connection.</summary>
    public static bool Is(Exception e) => e switch
    {
        IOException or SocketException or HttpRequestException or ObjectDisposedException => true,
        AggregateException many => many.InnerExceptions.Any(Is),
        _ => e.InnerException is { } inner && Is(inner),
    };

    /// <summary>Whether a connection that could not be made had been accepted: on a socket that was reset, the next call fails with one of these.</summary>
    public static bool WasThere(Exception e) => e is SocketException socket
        ? socket.SocketErrorCode is SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.NotConnected or SocketError.Shutdown or SocketError.InvalidArgument
        : e.InnerException is { } inner && WasThere(inner);

    public static LanguageModelException At(Endpoint endpoint) => new(ReplyFailures.Dropped(endpoint, HungUp));
}
