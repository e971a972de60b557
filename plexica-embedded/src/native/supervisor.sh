# Runs a PostgreSQL server for as long as somebody uses it.
#
# Every user holds the FIFO `users` open for writing. The kernel closes it for those that die, so
# the end of the file says that nobody is left, however they ended. A user that comes later writes
# a line with its name and waits for the file `joined.NAME`: a server that is already on its way
# out never writes it.
#
# usage: sh -s FOLDER SIGNAL keep|delete SOCKETS POSTGRES [ARGUMENT...] <supervisor.sh

folder=$1 signal=$2 afterwards=$3 sockets=$4
shift 4
cd "$folder" || exit 1
exec >server.log 2>&1
# A terminal's signals are for the programs that use the server.
trap '' HUP INT

# Before anything takes time, since programs look for a reader. Opened for reading and writing
# first, because opening for reading alone waits for a writer, and the one who started this may be
# dead by now.
exec 3<>users
exec 4<users 3>&-

"$@" </dev/null 4<&- &
server=$!
echo "$server" >server.pid.new && mv server.pid.new server.pid
trap 'kill -INT "$server"' TERM

(
    while read -r name <&4; do
        : >"joined.$name"
    done
    : >left
    # Again and again: a server that is still starting does not listen to signals yet. And until
    # the supervisor has cleaned up: the open FIFO tells newcomers to wait. But not for ever:
    # where nobody collects dead processes, they look alive.
    rounds=0
    while [ "$rounds" -lt 1200 ] &&
        { kill -0 $$ 2>/dev/null || kill -0 "$server" 2>/dev/null; }; do
        kill "-$signal" "$server" 2>/dev/null
        sleep 0.05 4<&-
        rounds=$((rounds + 1))
    done
) &
watcher=$!
exec 4<&-

while kill -0 "$server" 2>/dev/null; do
    wait "$server"
done
case $sockets in
    "$folder"/*) ;;
    *) rm -rf "$sockets" ;;
esac
if [ -e left ] && [ "$afterwards" = delete ]; then
    cd / && rm -rf "$folder"
fi
rm -f "$folder/server.pid"
kill "$watcher" 2>/dev/null
wait "$watcher"
