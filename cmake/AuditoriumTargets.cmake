# Two helpers that every folder uses: one static library a room, one program a test.

add_library(project_options INTERFACE)
target_include_directories(project_options INTERFACE ${PROJECT_SOURCE_DIR}/src ${PROJECT_SOURCE_DIR})
target_compile_options(project_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion
    -Wnon-virtual-dtor -Woverloaded-virtual $<$<BOOL:${AUDITORIUM_WERROR}>:-Werror>
    # Optimising, g++ 12 sees overlaps in std::string +, overflows after to_chars and uninitialised values in std::optional
    # that are none (GCC bugs 105651, 80635 and kin).
    $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict;-Wno-stringop-overflow;-Wno-maybe-uninitialized>
    -fstack-protector-strong $<$<CONFIG:Release>:-D_FORTIFY_SOURCE=2>)
target_compile_definitions(project_options INTERFACE QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_URL_CAST_FROM_STRING
    QT_NO_KEYWORDS)
target_link_options(project_options INTERFACE -Wl,-z,relro,-z,now)
if(AUDITORIUM_SANITIZE)
    target_compile_options(project_options INTERFACE -fsanitize=${AUDITORIUM_SANITIZE} -fno-sanitize-recover=all
        -fno-omit-frame-pointer -O1 -g1)
    target_link_options(project_options INTERFACE -fsanitize=${AUDITORIUM_SANITIZE})
endif()

# auditorium_room(NAME SOURCES ... LINKS ... [PRIVATE_LINKS ...] [MOC])
function(auditorium_room name)
    cmake_parse_arguments(ROOM "MOC" "" "SOURCES;LINKS;PRIVATE_LINKS" ${ARGN})
    add_library(${name} STATIC ${ROOM_SOURCES})
    target_link_libraries(${name} PUBLIC project_options ${ROOM_LINKS} PRIVATE ${ROOM_PRIVATE_LINKS})
    if(ROOM_MOC)
        set_target_properties(${name} PROPERTIES AUTOMOC ON)
    endif()
endfunction()

# auditorium_test(NAME LINKS ... [SOURCES ...] [RUNNER ...]): tests/.../NAME.cpp with Qt Test; run offscreen with the sources'
# folder known, by the runner if there is one.
function(auditorium_test name)
    cmake_parse_arguments(TEST "" "" "SOURCES;LINKS;RUNNER" ${ARGN})
    add_executable(${name} ${name}.cpp ${TEST_SOURCES})
    set_target_properties(${name} PROPERTIES AUTOMOC ON)
    target_link_libraries(${name} PRIVATE project_options ${TEST_LINKS} Qt6::Test)
    target_compile_definitions(${name} PRIVATE AUDITORIUM_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
    add_test(NAME ${name} COMMAND ${TEST_RUNNER} $<TARGET_FILE:${name}>)
    set_tests_properties(${name} PROPERTIES ENVIRONMENT
        "QT_QPA_PLATFORM=offscreen;LC_ALL=C.UTF-8;AUDITORIUM_PROGRAM=$<TARGET_FILE:auditorium>")
endfunction()
